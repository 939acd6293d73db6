using AwsHardening.Core.Account;

namespace AwsHardening.Completion;

/// <summary>Offers the ids of journaled changes, newest first.</summary>
public sealed class ChangeIdCompleter : CandidateCompleter
{
    /// <inheritdoc />
    private protected override IEnumerable<Candidate> Candidates(HardeningSession? session) =>
        Completions.ChangeIds(session).Select(change => new Candidate(change.Key, change.Value));
}
