using AwsHardening.Sandbox.Authorization;
using AwsHardening.Sandbox.Sts;

namespace AwsHardening.Sandbox.Faults;

/// <summary>The answers of the faults that answer, in each service's own words.</summary>
internal static class FaultErrors
{
    /// <summary>Throws what the fault answers instead of the effect; returns where the call is to take effect.</summary>
    public static void ThrowBeforeEffect(FaultKind? kind, string service, string operation, string protocol, string callerArn)
    {
        switch (kind)
        {
            case FaultKind.Throttle:
                throw Throttle(protocol);
            case FaultKind.ServerError:
                throw new AwsErrorException(
                    protocol is "ec2" or "rest-xml" ? "InternalError" : "InternalFailure", "An internal error has occurred", 500);
            case FaultKind.AccessDenied:
                var action = IamAction.Of(service, operation);
                throw CallerErrors.AccessDenied(
                    protocol, callerArn, IamAction.Of(service, operation), "*",
                    $"because no identity-based policy allows the {IamAction.Of(service, operation)} action");
            case FaultKind.ExpiredToken:
                throw CallerErrors.Expired(protocol);
            case FaultKind.TimeoutBeforeEffect:
                throw new BrokenConnectionException(FaultKind.TimeoutBeforeEffect);
        }
    }

    /// <summary>Throws where the effect happens and the answer does not arrive.</summary>
    public static void ThrowAfterEffect(FaultKind? kind)
    {
        if (kind is FaultKind.TimeoutAfterEffect or FaultKind.DropResponse)
        {
            throw new BrokenConnectionException(kind.Value);
        }
    }

    private static AwsErrorException Throttle(string protocol) => protocol switch
    {
        "ec2" => new("RequestLimitExceeded", "Request limit exceeded.", 503),
        "query" => new("Throttling", "Rate exceeded"),
        "rest-xml" => new("SlowDown", "Please reduce your request rate.", 503),
        "rest-json" => new("TooManyRequestsException", "Too Many Requests", 429),
        _ => new("ThrottlingException", "Rate exceeded"),
    };
}
