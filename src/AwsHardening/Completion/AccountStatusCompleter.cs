namespace AwsHardening.Completion;

/// <summary>Offers the statuses of accounts.</summary>
public sealed class AccountStatusCompleter : CandidateCompleter
{
    /// <inheritdoc />
    private protected override IEnumerable<Candidate> Candidates(HardeningSession? session) =>
    [
        new("ACTIVE", "in use"), new("CLOSED", "closed"), new("PENDING_ACTIVATION", "not ready yet"),
        new("PENDING_CLOSURE", "being closed"), new("SUSPENDED", "suspended or closed"),
    ];
}
