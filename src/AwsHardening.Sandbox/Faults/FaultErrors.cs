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
                throw AccessDenied(service, operation, protocol, callerArn);
            case FaultKind.ExpiredToken:
                throw ExpiredToken(protocol);
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

    private static AwsErrorException AccessDenied(string service, string operation, string protocol, string callerArn)
    {
        string action = RefusedAction.Of(service, operation);
        string reason = $"User: {callerArn} is not authorized to perform: {action} because no identity-based policy allows the {action} action";
        return protocol switch
        {
            "ec2" => new("UnauthorizedOperation", $"You are not authorized to perform this operation. {reason}", 403),
            "query" or "rest-xml" => new("AccessDenied", reason, 403),
            "rest-json" => new("AccessDeniedException", reason, 403),
            _ => new("AccessDeniedException", reason),
        };
    }

    private static AwsErrorException ExpiredToken(string protocol) => protocol switch
    {
        "ec2" => new("RequestExpired", "Request has expired."),
        "query" => new("ExpiredToken", "The security token included in the request is expired", 403),
        "rest-xml" => new("ExpiredToken", "The provided token has expired."),
        "rest-json" => new("ExpiredTokenException", "The security token included in the request is expired", 403),
        _ => new("ExpiredTokenException", "The security token included in the request is expired"),
    };
}
