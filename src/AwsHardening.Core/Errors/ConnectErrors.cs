using AwsHardening.Seam;

namespace AwsHardening.Core.Errors;

/// <summary>What can go wrong before a session exists.</summary>
internal static class ConnectErrors
{
    public static OperationException NoRegion() => new(
        "RegionMissing", OperationErrorCategory.InvalidArgument, "No Region is known.",
        "Say -Region, set AWS_REGION, or put 'region' into the profile.", null);

    public static OperationException BadRegion(string name) => new(
        "RegionInvalid", OperationErrorCategory.InvalidArgument, $"'{name}' is not a Region name.",
        "Use a name such as us-east-1; tab completes it.", name);

    public static OperationException BadEndpoint(string url) => new(
        "EndpointUrlInvalid", OperationErrorCategory.InvalidArgument, $"'{url}' is not an http or https URL.",
        "Use a form such as http://127.0.0.1:5000.", url);

    public static OperationException UnknownProfile(string profile) => new(
        "ProfileNotFound", OperationErrorCategory.ObjectNotFound,
        $"Profile '{profile}' is not in the shared config and credentials files, or holds no credentials.",
        "Check the name with 'aws configure list-profiles'; tab completes it.", profile);

    public static OperationException UnknownTemplate(string name, IEnumerable<string> known) => new(
        "SandboxTemplateNotFound", OperationErrorCategory.ObjectNotFound, $"The embedded account has no template '{name}'.",
        $"Use one of: {string.Join(", ", known)}; or the path of a snapshot that Export-AccountSnapshot wrote.", name);

    public static OperationException NoSecret(string key) => new(
        "SecretAccessKeyMissing", OperationErrorCategory.InvalidArgument, $"No secret access key goes with {key}.",
        "Give the secret as the credential's password.", key);

    public static OperationException Closed(HardeningSession session) => new(
        "SessionClosed", OperationErrorCategory.InvalidOperation, $"The session {session} was closed.",
        "Connect again with Connect-AwsHardening.", session);
}
