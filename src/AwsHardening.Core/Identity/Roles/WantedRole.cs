using System.Text.Json.Nodes;

namespace AwsHardening.Core.Identity.Roles;

/// <summary>A role that is to be there.</summary>
internal sealed record WantedRole
{
    public required string Name { get; init; }

    /// <summary>The managed policy that it has.</summary>
    public required string PolicyArn { get; init; }

    public required string Description { get; init; }

    public required bool RequireMfa { get; init; }

    /// <summary>The policy that lets users assume it.</summary>
    public required string AssumePolicyName { get; init; }

    /// <summary>Whom it is to trust, by ARN.</summary>
    public required IReadOnlyList<string> Principals { get; init; }

    /// <summary>The account's users who are to be let assume it by a policy of their own.</summary>
    public required IReadOnlyList<string> Users { get; init; }

    /// <summary>The groups whose members are.</summary>
    public required IReadOnlyList<string> Groups { get; init; }
}

/// <summary>The policies that users keep.</summary>
internal static class UserPolicies
{
    private const string Version = "2012-10-17";

    /// <summary>Lets its holders assume one role.</summary>
    public static JsonObject Assume(string roleArn) => Policy(new JsonObject
    {
        ["Effect"] = "Allow", ["Action"] = Statement.AssumeRole, ["Resource"] = roleArn,
    });

    /// <summary>
    /// Lets its holders enrol MFA devices of their own, and let go of one only with MFA (IAM User Guide: IAM: Allows IAM users to
    /// self-manage an MFA device), without the denial there: a role that takes no MFA is to be assumed without.
    /// </summary>
    public static JsonObject MfaSelfService(string partition) => Policy(
        Allow("ListDevices", ["iam:ListVirtualMFADevices"], "*"),
        Allow("CreateDevice", ["iam:CreateVirtualMFADevice"], $"arn:{partition}:iam::*:mfa/*"),
        Allow(
            "EnrolOwnDevice", ["iam:EnableMFADevice", "iam:GetMFADevice", "iam:GetUser", "iam:ListMFADevices", "iam:ResyncMFADevice"],
            $"arn:{partition}:iam::*:user/${{aws:username}}"),
        LetGo(partition));

    private static JsonObject LetGo(string partition)
    {
        var statement = Allow("LetGoOfOwnDeviceWithMfa", ["iam:DeactivateMFADevice"], $"arn:{partition}:iam::*:user/${{aws:username}}");
        statement["Condition"] = new JsonObject { ["Bool"] = new JsonObject { [Statement.MfaPresent] = "true" } };
        return statement;
    }

    private static JsonObject Allow(string sid, string[] actions, string resource) => new()
    {
        ["Sid"] = sid,
        ["Effect"] = "Allow",
        ["Action"] = new JsonArray([.. actions.Select(action => (JsonNode)action)]),
        ["Resource"] = resource,
    };

    private static JsonObject Policy(params JsonNode[] statements) => new() { ["Version"] = Version, ["Statement"] = new JsonArray(statements) };
}
