using AwsHardening.Sandbox.Iam;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Authorization;

/// <summary>What IAM's operations are about.</summary>
internal static class IamTargets
{
    // About the caller itself where they name no user.
    private static readonly HashSet<string> s_own = new(StringComparer.Ordinal)
    {
        "GetUser", "ListAccessKeys", "CreateAccessKey", "UpdateAccessKey", "DeleteAccessKey", "ListMFADevices", "EnableMFADevice",
        "DeactivateMFADevice", "ResyncMFADevice", "GetLoginProfile", "UpdateLoginProfile", "DeleteLoginProfile", "ChangePassword",
        "ListSSHPublicKeys", "ListSigningCertificates", "ListServiceSpecificCredentials",
    };

    public static IEnumerable<CallTarget> Of(AskedCall call) => [new CallTarget(call.Action, Resource(call))];

    public static string RoleArn(AskedCall call, string name) => State(call).Roles.GetValueOrDefault(name)?.Arn ?? State(call).Arn("role", "/", name);

    private static string Resource(AskedCall call)
    {
        var (state, input) = (State(call), call.Input);
        var path = call.Operation.StartsWith("Create", StringComparison.Ordinal) ? input.Text("Path") ?? "/" : "/";
        // A group and a user: the group is changed.
        if (input.Text("GroupName") is { } group)
        {
            return state.Groups.GetValueOrDefault(group)?.Arn ?? state.Arn("group", path, group);
        }

        if (input.Text("InstanceProfileName") is { } profile)
        {
            return state.Profiles.GetValueOrDefault(profile)?.Arn ?? state.Arn("instance-profile", path, profile);
        }

        if (input.Text("UserName") is { } user)
        {
            return state.Users.GetValueOrDefault(user)?.Arn ?? state.Arn("user", path, user);
        }

        if (input.Text("RoleName") is { } role)
        {
            return state.Roles.GetValueOrDefault(role)?.Arn ?? state.Arn("role", path, role);
        }

        if (input.Text("VirtualMFADeviceName") is { } device)
        {
            return state.Arn("mfa", path, device);
        }

        if (call.Operation == "CreatePolicy")
        {
            return state.Arn("policy", path, input.Text("PolicyName") ?? "");
        }

        return s_own.Contains(call.Operation) ? call.Caller.IdentityArn
            : call.Operation == "GetAccessKeyLastUsed"
                ? state.Owners.FirstOrDefault(owner => owner.Means.Keys.Exists(key => key.Id == input.Text("AccessKeyId")))?.Arn ?? "*"
            : call.Operation == "CreateServiceLinkedRole"
                ? state.Arn("role", $"/aws-service-role/{input.Text("AWSServiceName")}/", "*")
            : input.Text("PolicyArn") ?? input.Text("SerialNumber") ?? input.Text("PolicySourceArn") ?? input.Text("Arn") ?? "*";
    }

    private static IamState State(AskedCall call) => call.Account.Service<IamService>().State;
}
