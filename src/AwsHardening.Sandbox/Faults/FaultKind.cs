namespace AwsHardening.Sandbox.Faults;

/// <summary>The ways in which a call to the embedded account can be made to go wrong.</summary>
public enum FaultKind
{
    /// <summary>The service throttles the call: RequestLimitExceeded or the service's own throttling error. No effect.</summary>
    Throttle,

    /// <summary>The service fails: InternalError with status 500. No effect.</summary>
    ServerError,

    /// <summary>The caller lacks the permission: UnauthorizedOperation, AccessDenied or AccessDeniedException. No effect.</summary>
    AccessDenied,

    /// <summary>The caller's credentials have expired. No effect.</summary>
    ExpiredToken,

    /// <summary>The client gives up waiting, and the call never took effect.</summary>
    TimeoutBeforeEffect,

    /// <summary>The client gives up waiting, and the call took effect.</summary>
    TimeoutAfterEffect,

    /// <summary>The call took effect, and the connection breaks before the answer.</summary>
    DropResponse,

    /// <summary>The answer takes its time, as the account's clock counts it. The call is otherwise as usual.</summary>
    Latency,
}
