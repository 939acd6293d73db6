namespace AwsHardening.Sandbox.Faults;

/// <summary>What the plan does to one call.</summary>
/// <param name="Kind">What goes wrong, or null.</param>
/// <param name="Delay">How long it takes.</param>
internal readonly record struct FaultStrike(FaultKind? Kind, TimeSpan Delay)
{
    /// <summary>What the record of the call says of it.</summary>
    public FaultKind? Recorded => Kind ?? (Delay > TimeSpan.Zero ? FaultKind.Latency : null);

    public FaultStrike With(FaultRule rule) =>
        rule.Kind == FaultKind.Latency ? this with { Delay = Delay + rule.Delay } : this with { Kind = Kind ?? rule.Kind };
}
