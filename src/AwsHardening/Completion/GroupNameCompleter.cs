using AwsHardening.Core.Account;

namespace AwsHardening.Completion;

/// <summary>Offers names of security groups that the session has read so far.</summary>
public sealed class GroupNameCompleter : CandidateCompleter
{
    /// <inheritdoc />
    private protected override IEnumerable<Candidate> Candidates(HardeningSession? session) =>
        session is null
            ? []
            : Completions.SeenIds(session, "sg-")
                .Where(group => group.Value.Length > 0)
                .GroupBy(group => group.Value, StringComparer.Ordinal)
                .OrderBy(groups => groups.Key, StringComparer.Ordinal)
                .Select(groups => new Candidate(groups.Key, string.Join(", ", groups.Select(group => group.Key))));
}
