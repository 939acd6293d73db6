namespace AwsHardening.Completion;

/// <summary>Offers the words for from whom a port is open.</summary>
public sealed class AdminSourceCompleter : CandidateCompleter
{
    /// <inheritdoc />
    private protected override IEnumerable<Candidate> Candidates(HardeningSession? session) =>
    [
        new("World", "rules open to the whole internet"),
        new("Any", "every range and prefix list"),
    ];
}
