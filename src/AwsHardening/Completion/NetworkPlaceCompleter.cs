using AwsHardening.Core.Account;

namespace AwsHardening.Completion;

/// <summary>Offers ids of subnets, security groups and VPCs that the session has read so far.</summary>
public sealed class NetworkPlaceCompleter : CandidateCompleter
{
    private static readonly string[] s_prefixes = ["subnet-", "sg-", "vpc-"];

    /// <inheritdoc />
    private protected override IEnumerable<Candidate> Candidates(HardeningSession? session) => session is null
        ? []
        : s_prefixes.SelectMany(prefix => Completions.SeenIds(session, prefix).OrderBy(seen => seen.Key, StringComparer.Ordinal))
            .Select(seen => new Candidate(seen.Key, seen.Value.Length == 0 ? seen.Key : seen.Value));
}
