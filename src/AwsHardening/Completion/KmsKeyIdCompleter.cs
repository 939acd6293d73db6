using AwsHardening.Core.Account;

namespace AwsHardening.Completion;

/// <summary>Offers KMS keys that the session has read so far, and the alias that a data key store has unless told otherwise.</summary>
public sealed class KmsKeyIdCompleter : CandidateCompleter
{
    /// <inheritdoc />
    private protected override IEnumerable<Candidate> Candidates(HardeningSession? session)
    {
        yield return new Candidate("alias/workshop", "The alias of a data key store");
        if (session is null)
        {
            yield break;
        }

        foreach (var (arn, what) in Completions.SeenIds(session, "arn:"))
        {
            yield return new Candidate(arn, what);
        }
    }
}
