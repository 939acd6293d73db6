namespace AwsHardening.Core.Identity.Roles;

/// <summary>
/// What users may keep who are to assume roles and nothing else: assuming roles, their own MFA devices and their own password.
/// A policy that only denies is kept as well.
/// </summary>
internal static class AssumeOnly
{
    private static readonly HashSet<string> s_anywhere = new(StringComparer.OrdinalIgnoreCase)
    {
        Statement.AssumeRole, "sts:TagSession", "sts:SetSourceIdentity", "sts:GetSessionToken", "sts:GetCallerIdentity",
        "iam:ListVirtualMFADevices", "iam:GetAccountPasswordPolicy",
    };

    private static readonly HashSet<string> s_ofOneself = new(StringComparer.OrdinalIgnoreCase)
    {
        "iam:EnableMFADevice", "iam:ResyncMFADevice", "iam:DeactivateMFADevice", "iam:ListMFADevices", "iam:GetMFADevice", "iam:GetUser",
        "iam:ChangePassword",
    };

    // A device that belongs to nobody yet has no owner's name in its ARN, unless the user is asked to give it theirs.
    private static readonly HashSet<string> s_ofDevices = new(StringComparer.OrdinalIgnoreCase) { "iam:CreateVirtualMFADevice" };

    private static readonly HashSet<string> s_ofOwnDevices = new(StringComparer.OrdinalIgnoreCase) { "iam:DeleteVirtualMFADevice" };

    /// <summary>True where a grant gives nothing beyond that. One that could not be read may give anything.</summary>
    public static bool Is(Grant grant, string userArn) => !grant.IsUnread && grant.Statements.All(statement => !statement.Allows || Is(statement, userArn));

    private static bool Is(Statement statement, string userArn) => statement.Actions.All(action =>
        s_anywhere.Contains(action)
        || (s_ofOneself.Contains(action) && statement.Resources.All(resource => IsOneself(resource, userArn)))
        || (s_ofDevices.Contains(action) && statement.Resources.All(resource => resource.Contains(":mfa/", StringComparison.Ordinal)))
        || (s_ofOwnDevices.Contains(action) && statement.Resources.All(IsOwnDevice)));

    private static bool IsOneself(string resource, string userArn) =>
        resource == userArn || resource.EndsWith("/${aws:username}", StringComparison.Ordinal);

    private static bool IsOwnDevice(string resource) => resource.EndsWith(":mfa/${aws:username}", StringComparison.Ordinal);
}
