namespace AwsHardening;

/// <summary>Who answers for a finding, why, and until when.</summary>
/// <param name="Reason">Why it may stay.</param>
/// <param name="Owner">Who answers for it.</param>
/// <param name="Expires">The last day on which it holds, UTC.</param>
public sealed record FindingSuppression(string Reason, string Owner, DateOnly Expires)
{
    /// <inheritdoc />
    public override string ToString() => $"{Reason} ({Owner}, until {Expires:yyyy-MM-dd})";
}
