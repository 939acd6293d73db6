using System.Globalization;
using AwsHardening.Sandbox.Signing;

namespace AwsHardening.Sandbox.Sts;

/// <summary>Refusals of a caller, in the words of each protocol's services.</summary>
internal static class CallerErrors
{
    public static AwsErrorException Expired(string protocol) => protocol switch
    {
        "ec2" => new("RequestExpired", "Request has expired."),
        "query" => new("ExpiredToken", "The security token included in the request is expired", 403),
        "rest-xml" => new("ExpiredToken", "The provided token has expired."),
        "rest-json" => new("ExpiredTokenException", "The security token included in the request is expired", 403),
        _ => new("ExpiredTokenException", "The security token included in the request is expired"),
    };

    /// <summary>A key that is inactive, deleted or unknown: AWS does not say which.</summary>
    public static AwsErrorException InvalidKey(string protocol) => protocol switch
    {
        "ec2" => new("AuthFailure", "AWS was not able to validate the provided access credentials", 401),
        "query" => new("InvalidClientTokenId", "The security token included in the request is invalid.", 403),
        "rest-xml" => new("InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.", 403),
        "rest-json" => new("UnrecognizedClientException", "The security token included in the request is invalid.", 403),
        _ => new("UnrecognizedClientException", "The security token included in the request is invalid."),
    };

    /// <summary>A signature that the key's secret does not make of the request.</summary>
    public static AwsErrorException BadSignature(string protocol, bool isS3) => Unsigned(protocol, isS3
        ? "The request signature we calculated does not match the signature you provided. Check your key and signing method."
        : "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.");

    /// <summary>A signature of another time than now.</summary>
    /// <param name="protocol">The service's protocol.</param>
    /// <param name="isS3">True for S3.</param>
    /// <param name="isPresigned">True for a presigned request whose time is over.</param>
    /// <param name="time">When it was made, as the request has it.</param>
    /// <param name="now">The account's time.</param>
    /// <param name="skew">What is allowed.</param>
    public static AwsErrorException Skewed(string protocol, bool isS3, bool isPresigned, string time, DateTimeOffset now, TimeSpan skew)
    {
        static string Text(DateTimeOffset at) => at.UtcDateTime.ToString(Signature.TimeFormat, CultureInfo.InvariantCulture);
        var isLate = string.CompareOrdinal(time, Text(now)) < 0;
        return protocol == "ec2" ? new("RequestExpired", "Request has expired.")
            : isS3 ? isPresigned ? new("AccessDenied", "Request has expired", 403)
                : new("RequestTimeTooSkewed", "The difference between the request time and the current time is too large.", 403)
            : Unsigned(protocol, isLate
                ? $"Signature expired: {time} is now earlier than {Text(now - skew)} ({Text(now)} - {skew.TotalMinutes:0} min.)"
                : $"Signature not yet current: {time} is still later than {Text(now + skew)} ({Text(now)} + {skew.TotalMinutes:0} min.)");
    }

    /// <summary>A caller whose policies do not let it (IAM User Guide: Troubleshoot access denied error messages).</summary>
    /// <param name="protocol">The service's protocol.</param>
    /// <param name="callerArn">Who calls.</param>
    /// <param name="action">Such as <c>iam:GetUser</c>.</param>
    /// <param name="resource">The ARN; a star is not said.</param>
    /// <param name="because">Which kind of policy is why.</param>
    public static AwsErrorException AccessDenied(string protocol, string callerArn, string action, string resource, string because)
    {
        var on = resource == "*" && protocol != "query" ? "" : $" on resource: {resource}";
        var reason = $"User: {callerArn} is not authorized to perform: {action}{on} {because}";
        return protocol switch
        {
            "ec2" => new("UnauthorizedOperation", $"You are not authorized to perform this operation. {reason}", 403),
            // SNS had a word of its own for it before there was one for all.
            "query" when action.StartsWith("sns:", StringComparison.Ordinal) => new("AuthorizationError", reason.Replace(action, $"SNS:{action[4..]}", StringComparison.Ordinal), 403),
            "query" or "rest-xml" => new("AccessDenied", reason, 403),
            "rest-json" => new("AccessDeniedException", reason, 403),
            _ => new("AccessDeniedException", reason),
        };
    }

    private static AwsErrorException Unsigned(string protocol, string message) => protocol switch
    {
        "ec2" => new("AuthFailure", "AWS was not able to validate the provided access credentials", 401),
        "query" or "rest-xml" => new("SignatureDoesNotMatch", message, 403),
        "rest-json" => new("InvalidSignatureException", message, 403),
        _ => new("InvalidSignatureException", message),
    };
}
