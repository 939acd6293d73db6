using AwsHardening.Core.Account;

namespace AwsHardening.Completion;

/// <summary>Offers the profiles of the shared config and credentials files.</summary>
public sealed class ProfileNameCompleter : CandidateCompleter
{
    /// <inheritdoc />
    private protected override IEnumerable<Candidate> Candidates(HardeningSession? session) =>
        Completions.ProfileNames().Select(profile => new Candidate(profile, $"profile {profile}"));
}
