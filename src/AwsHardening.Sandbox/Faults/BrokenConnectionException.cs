namespace AwsHardening.Sandbox.Faults;

/// <summary>The client gets no answer: the host of the account turns this into what its client would see.</summary>
internal sealed class BrokenConnectionException(FaultKind kind) : Exception($"Injected fault: {kind}.")
{
    /// <summary>True where the client waits in vain, false where the connection breaks.</summary>
    public bool TimedOut { get; } = kind is FaultKind.TimeoutBeforeEffect or FaultKind.TimeoutAfterEffect;
}
