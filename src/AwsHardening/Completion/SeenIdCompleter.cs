using AwsHardening.Core.Account;

namespace AwsHardening.Completion;

/// <summary>Offers ids that the session has read so far.</summary>
/// <param name="prefix">What the ids begin with, such as <c>sg-</c>.</param>
public abstract class SeenIdCompleter(string prefix) : CandidateCompleter
{
    /// <inheritdoc />
    private protected override IEnumerable<Candidate> Candidates(HardeningSession? session) =>
        session is null
            ? []
            : Completions.SeenIds(session, prefix).OrderBy(seen => seen.Key, StringComparer.Ordinal).Select(Describe);

    private static Candidate Describe(KeyValuePair<string, string> seen) =>
        new(seen.Key, seen.Value.Length == 0 ? seen.Key : seen.Value);
}
