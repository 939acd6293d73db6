using AwsHardening.Core.Account;

namespace AwsHardening.Completion;

/// <summary>Offers KMS keys that the session has read so far, and the alias that a data key store has unless told otherwise.</summary>
public sealed class KmsKeyIdCompleter : CandidateCompleter
{
    /// <inheritdoc />
    private protected override IEnumerable<Candidate> Candidates(HardeningSession? session) =>
    [
        new("alias/workshop", "The alias of a data key store"),
        .. (session is null ? [] : Completions.SeenIds(session, "arn:")).Select(seen => new Candidate(seen.Key, seen.Value)),
    ];
}
