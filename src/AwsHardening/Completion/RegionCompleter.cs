using AwsHardening.Core.Account;

namespace AwsHardening.Completion;

/// <summary>Offers the Regions that the SDK knows.</summary>
public sealed class RegionCompleter : CandidateCompleter
{
    /// <inheritdoc />
    private protected override IEnumerable<Candidate> Candidates(HardeningSession? session) =>
        Completions.RegionNames().Select(region => new Candidate(region, region));
}
