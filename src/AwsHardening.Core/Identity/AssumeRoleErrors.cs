using Amazon.Runtime;
using AwsHardening.Core.Errors;
using AwsHardening.Seam;

namespace AwsHardening.Core.Identity;

/// <summary>Why a role was not assumed. Names who and what; never a secret.</summary>
internal static class AssumeRoleErrors
{
    public static OperationException NotAssumed(RoleRequest request, AWSCredentials source, AmazonServiceException e) => new(
        e.ErrorCode switch
        {
            "AccessDenied" => Denied(request, source, e),
            "RegionDisabledException" => new OperationError(
                "RegionDisabled", OperationErrorCategory.InvalidOperation, $"Assuming {request.RoleArn} failed. AWS answered {e.ErrorCode}: {e.Message}",
                "Enable the Region's STS endpoint in IAM's account settings, or say another -Region.", request.RoleArn, e),
            "ValidationError" when e.Message.Contains("DurationSeconds", StringComparison.OrdinalIgnoreCase) => new OperationError(
                "DurationTooLong", OperationErrorCategory.LimitsExceeded,
                $"Assuming {request.RoleArn} for {request.Duration} failed. AWS answered {e.ErrorCode}: {e.Message}",
                "Say a shorter -Duration, or raise the role's maximum session duration; from role to role it is at most one hour.",
                request.RoleArn, e),
            _ => AwsErrors.Describe(e, $"assuming {request.RoleArn}", "sts:AssumeRole", request.RoleArn),
        });

    public static OperationException ChainTooLong(string roleArn, string caller, TimeSpan duration) => new(
        "RoleChainTooLong", OperationErrorCategory.LimitsExceeded,
        $"{caller} is a role session itself, and from role to role AWS gives at most one hour, not {duration}.",
        "Leave -Duration out: the session is renewed by itself while the one before it lasts.", roleArn);

    public static OperationException BadRole(string text) => new(
        "RoleInvalid", OperationErrorCategory.InvalidArgument, $"'{text}' is not a role's ARN.",
        "Use a form such as arn:aws:iam::123456789012:role/read_only, or say -RoleName.", text);

    public static OperationException ProfileWithoutRole(string profile) => new(
        "ProfileWithoutRole", OperationErrorCategory.InvalidArgument, $"Profile '{profile}' has no role_arn.",
        "Say -RoleName or -RoleArn beside it: the profile is then what the role is assumed with.", profile);

    public static OperationException MfaCodeNeeded(string serial) => new(
        "MfaCodeNeeded", OperationErrorCategory.AuthenticationError, $"A code of the MFA device {serial} is needed, and nobody can be asked for it here.",
        "Say -MfaToken with the six digits that the device shows, or run the command where it can ask.", serial);

    public static OperationException MfaCodeMalformed(string serial) => new(
        "MfaCodeInvalid", OperationErrorCategory.InvalidArgument, $"What was typed for the MFA device {serial} is not six digits.",
        "Type the six digits that the device shows.", serial);

    public static OperationException MfaRefused(string serial, Exception cause) => new(
        "MfaCodeRefused", OperationErrorCategory.AuthenticationError, $"AWS did not take the code of the MFA device {serial}: {cause.Message}",
        "Wait for the next code, since each is good once; check the device's ARN and the clock it goes by.", serial, cause);

    public static OperationException MfaNotPossible(string serial) => new(
        "MfaNotPossible", OperationErrorCategory.InvalidOperation,
        $"The MFA device {serial} belongs to a user, and the credentials here are temporary ones already.",
        "Start from the user's own access key, or sign in with MFA where these credentials come from and leave -MfaSerial out.", serial);

    private static OperationError Denied(RoleRequest request, AWSCredentials source, AmazonServiceException e)
    {
        var said = e.Message;
        var where = said.Contains("explicit deny", StringComparison.OrdinalIgnoreCase)
            ? "A policy denies it explicitly: look at the caller's policies and permissions boundary, at the role's trust policy, and at service control policies."
            : said.Contains("identity-based policy", StringComparison.OrdinalIgnoreCase)
                ? $"Let an identity policy of the caller allow sts:AssumeRole on {request.RoleArn}."
            : said.Contains("resource-based policy", StringComparison.OrdinalIgnoreCase) || said.Contains("trust", StringComparison.OrdinalIgnoreCase)
                ? "Let the role's trust policy name the caller."
            : $"Two policies must agree: the role's trust policy must name the caller, and in another account an identity policy of the caller must allow sts:AssumeRole on {request.RoleArn}. AWS answers the same for a role that is not there, and for some seconds for one whose policies were just made.";
        var conditions = string.Concat(
            source is MfaCredentials ? "" : " Where the trust policy wants MFA (aws:MultiFactorAuthPresent), say -MfaSerial and -MfaToken.",
            request.ExternalId is null ? " Where it wants an external id (sts:ExternalId), say -ExternalId." : "",
            request.Tags.Count > 0 ? " Session tags need sts:TagSession in both." : "",
            request.SourceIdentity is null ? "" : " A source identity needs sts:SetSourceIdentity in both.");
        return new OperationError(
            "AccessDenied", OperationErrorCategory.PermissionDenied, $"Assuming {request.RoleArn} failed. AWS answered AccessDenied: {said}",
            where + conditions, request.RoleArn, e);
    }
}
