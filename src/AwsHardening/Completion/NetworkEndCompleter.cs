using AwsHardening.Core.Account;

namespace AwsHardening.Completion;

/// <summary>Offers what an end of a flow can be: ids that the session has read so far, and <c>Internet</c>.</summary>
public sealed class NetworkEndCompleter : CandidateCompleter
{
    private static readonly string[] s_prefixes = ["i-", "eni-", "sg-", "subnet-", "vpc-", "vpce-"];

    /// <inheritdoc />
    private protected override IEnumerable<Candidate> Candidates(HardeningSession? session) =>
        (session is null ? [] : s_prefixes.SelectMany(prefix => Completions.SeenIds(session, prefix))
            .OrderBy(seen => seen.Key, StringComparer.Ordinal)
            .Select(seen => new Candidate(seen.Key, seen.Value.Length == 0 ? seen.Key : seen.Value)))
        .Append(new Candidate("Internet", "The internet, by every gateway"));
}
