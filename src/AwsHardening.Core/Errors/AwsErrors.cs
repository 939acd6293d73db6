using System.Net;
using System.Text.RegularExpressions;
using Amazon.Runtime;
using AwsHardening.Core.Reading;
using AwsHardening.Seam;

namespace AwsHardening.Core.Errors;

/// <summary>Turns what AWS answers into what a user reads: what was being done, what AWS said, what to do next.</summary>
internal static partial class AwsErrors
{
    private static readonly HashSet<string> s_denied = new(StringComparer.Ordinal)
    {
        "UnauthorizedOperation", "AccessDenied", "AccessDeniedException", "UnauthorizedAccess", "AuthorizationError",
    };

    private static readonly HashSet<string> s_credentials = new(StringComparer.Ordinal)
    {
        "AuthFailure", "ExpiredToken", "ExpiredTokenException", "RequestExpired", "InvalidClientTokenId",
        "UnrecognizedClientException", "SignatureDoesNotMatch", "InvalidSignatureException", "MissingAuthenticationToken",
    };

    private static readonly HashSet<string> s_throttled = new(StringComparer.Ordinal)
    {
        "RequestLimitExceeded", "Throttling", "ThrottlingException", "ThrottledException", "TooManyRequestsException",
        "RequestThrottled", "RequestThrottledException", "ProvisionedThroughputExceededException", "SlowDown", "EC2ThrottledException", "BandwidthLimitExceeded",
    };

    public static bool IsDenied(Exception exception) => Code(exception) is { } code && s_denied.Contains(code);

    public static bool IsThrottle(Exception exception) => Code(exception) is { } code && s_throttled.Contains(code);

    /// <summary>True when a call was refused because what was made before it is not ready yet: it had no effect and will have one later.</summary>
    public static bool IsNotYet(Exception exception, string operation) => Code(exception) switch
    {
        "ContinuousBackupsUnavailableException" => operation == "UpdateContinuousBackups",
        "ResourceInUseException" => operation == "UpdateTable",
        "NotFoundException" => operation is "CreateAlias" or "EnableKeyRotation",
        // CloudTrail tries the role, which IAM shows it some seconds after it was made.
        "InvalidCloudWatchLogsRoleArnException" or "InvalidCloudWatchLogsLogGroupArnException" => operation == "UpdateTrail",
        "MalformedPolicyDocument" => IsUnknownPrincipal(exception),
        _ => false,
    };

    /// <summary>
    /// True where a trust policy names somebody whom IAM does not know: one who was just made may be unknown for seconds, another stays so
    /// (IAM User Guide: Troubleshoot IAM, changes that I make are not always immediately visible).
    /// </summary>
    public static bool IsUnknownPrincipal(Exception exception) =>
        Code(exception) == "MalformedPolicyDocument" && exception.Message.Contains("Invalid principal", StringComparison.OrdinalIgnoreCase);

    /// <summary>True for what a call ends with that AWS refused or that got no answer; not for a fault of this module.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="cancellationToken">What the user stops it with: that is no failure.</param>
    public static bool IsFailedCall(Exception exception, CancellationToken cancellationToken) =>
        exception is AmazonServiceException or AmazonClientException or HttpRequestException or TimeoutException or IOException
        || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    /// <summary>AWS's error code; null when nothing that AWS answered can be read.</summary>
    public static string? Code(Exception exception) =>
        Service(exception) is { ErrorCode.Length: > 0 } service ? service.ErrorCode : null;

    /// <summary>
    /// True when AWS did not clearly refuse: the call may have had its effect. A refusal is a code with a 4xx status; a call that
    /// could not be signed was never sent.
    /// </summary>
    public static bool IsAmbiguous(Exception exception) =>
        !IsThrottle(exception) && exception is not CredentialsUnavailableException && !(Service(exception) is { } service && Code(exception) is not null
            && (int)service.StatusCode is >= 400 and < 500);

    /// <summary>The failure of one call, in the words a user reads.</summary>
    /// <param name="exception">What the SDK threw.</param>
    /// <param name="doing">What was being done, such as <c>reading the rules of sg-1</c>.</param>
    /// <param name="iamAction">The IAM action it needs, such as <c>ec2:DescribeSecurityGroups</c>.</param>
    /// <param name="target">The item.</param>
    public static OperationError Describe(Exception exception, string doing, string iamAction, object? target)
    {
        if ((exception is UnreadFactException ? exception.InnerException : exception) is OperationException ready)
        {
            return ready.Error;
        }

        if (exception is AmazonClientException)
        {
            return new("CredentialsUnavailable", OperationErrorCategory.AuthenticationError,
                $"{Upper(doing)} failed: {exception.Message}",
                "Connect with -ProfileName or -Credential, or set up the default credential chain.", target, exception);
        }

        if (exception is Changes.SecretLostException)
        {
            return new("SecretLost", OperationErrorCategory.ConnectionError, $"{Upper(doing)} failed: {exception.Message}",
                "Check the network and try again.", target, exception);
        }

        if (exception is InvalidDataException)
        {
            return new("AnswerNotAsExpected", OperationErrorCategory.InvalidResult, $"{Upper(doing)} failed: {exception.Message}",
                "Somebody may be changing the same resource, or AWS shows what was written late; try again.", target, exception);
        }

        var code = Code(exception);
        var (id, category, action) = Kind(exception, code, iamAction);
        var said = code is null ? exception.Message : $"{code}: {exception.Message}";
        return new(id, category, $"{Upper(doing)} failed. AWS answered {said}", action, target, exception);
    }

    private static (string Id, OperationErrorCategory Category, string Action) Kind(Exception exception, string? code, string iamAction) =>
        code switch
        {
            // .NET reports a time-out as a cancelled task, with the reason inside.
            null when IsTimeout(exception) =>
                ("RequestTimedOut", OperationErrorCategory.OperationTimeout, "Check the network and try again."),
            _ when exception is OperationCanceledException =>
                ("Stopped", OperationErrorCategory.OperationStopped, "Run the command again."),
            null => ("AwsUnreachable", OperationErrorCategory.ConnectionError, "Check the network, the Region and the endpoint, and try again."),
            _ when s_denied.Contains(code) =>
                ("AccessDenied", OperationErrorCategory.PermissionDenied, WhatToAllow(exception.Message, iamAction)),
            _ when s_credentials.Contains(code) =>
                (code, OperationErrorCategory.AuthenticationError, "Renew the credentials and connect again."),
            _ when s_throttled.Contains(code) =>
                ("Throttled", OperationErrorCategory.LimitsExceeded, "Wait a little and try again; others use the same API quota."),
            _ when code.Contains("LimitExceeded", StringComparison.Ordinal) =>
                (code, OperationErrorCategory.LimitsExceeded, "Raise the quota in Service Quotas, or remove what is no longer needed."),
            _ when code.EndsWith(".NotFound", StringComparison.Ordinal) || code.StartsWith("NoSuch", StringComparison.Ordinal) =>
                (code, OperationErrorCategory.ObjectNotFound, "Check the id, the Region and the account."),
            _ when code.EndsWith(".Duplicate", StringComparison.Ordinal) || code.EndsWith("AlreadyExists", StringComparison.Ordinal)
                || code is "BucketAlreadyOwnedByYou" or "AlreadyExistsException" or "ConditionalCheckFailedException" =>
                (code, OperationErrorCategory.ResourceExists, "It is there already; read it again."),
            "BucketNotEmpty" => (code, OperationErrorCategory.ResourceBusy,
                "The bucket holds objects or versions, and data is never deleted here. Keep the bucket, or empty it yourself and try again."),
            "OperationAborted" => (code, OperationErrorCategory.ResourceBusy, "Another change of it is under way; try again in a moment."),
            "DisabledException" => (code, OperationErrorCategory.InvalidResult,
                "The KMS key is disabled: enable it, or use another that can decrypt."),
            "KMSInvalidStateException" or "KMSInvalidState" => (code, OperationErrorCategory.InvalidResult,
                "The KMS key is pending deletion or import. Cancel its deletion while there is time, or use another key that can decrypt."),
            "NotFoundException" or "ResourceNotFoundException" or "TableNotFoundException" =>
                (code, OperationErrorCategory.ObjectNotFound, "Check the id, the Region and the account."),
            "DependencyViolation" => (code, OperationErrorCategory.ResourceBusy, "Remove what depends on it first."),
            _ when Service(exception) is { } service && (int)service.StatusCode >= 500 =>
                (code, OperationErrorCategory.ConnectionError, "AWS failed on its side; try again."),
            _ => (code, OperationErrorCategory.InvalidArgument, "Correct what AWS names and try again."),
        };

    // AWS names the action that it refused, which may be another than the operation that was asked for needs first.
    private static string WhatToAllow(string said, string iamAction)
    {
        var action = RefusedAction().Match(said) is { Success: true } named ? named.Groups[1].Value : iamAction;
        return said.Contains("explicit deny", StringComparison.Ordinal)
            ? $"A policy denies {action} explicitly, which no other can allow: take the denial out, or use another caller."
            : $"Let the caller do {action} in an IAM policy, then try again.";
    }

    [GeneratedRegex(@"not authorized to perform: ([a-z0-9-]+:[A-Za-z0-9]+)")]
    private static partial Regex RefusedAction();

    private static AmazonServiceException? Service(Exception exception) =>
        exception as AmazonServiceException ?? (exception is UnreadFactException ? exception.InnerException as AmazonServiceException : null);

    private static bool IsTimeout(Exception exception) =>
        exception is TimeoutException || exception.InnerException is TimeoutException
        || Service(exception)?.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.GatewayTimeout;

    private static string Upper(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
