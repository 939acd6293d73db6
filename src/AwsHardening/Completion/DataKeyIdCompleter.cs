using AwsHardening.Core.Account;

namespace AwsHardening.Completion;

/// <summary>Offers ids of data keys that the session has read so far.</summary>
public sealed class DataKeyIdCompleter : CandidateCompleter
{
    private const string Prefix = "data-key:";

    /// <inheritdoc />
    private protected override IEnumerable<Candidate> Candidates(HardeningSession? session) =>
        session is null ? [] : Completions.SeenIds(session, Prefix).Select(seen => new Candidate(seen.Key[Prefix.Length..], seen.Value));
}
