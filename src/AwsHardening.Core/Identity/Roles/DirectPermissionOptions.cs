namespace AwsHardening.Core.Identity.Roles;

/// <summary>How users are to be stripped.</summary>
public sealed record DirectPermissionOptions
{
    /// <summary>The role that somebody must still reach with MFA before an administrator is stripped.</summary>
    public string AdminRoleName { get; init; } = "admin";

    /// <summary>Strip users who are left without any role, and lift denials. Never lets the caller or the last administrator go.</summary>
    public bool Force { get; init; }

    /// <summary>Take the changes back unless they are confirmed in time.</summary>
    public TimeSpan? RevertAfter { get; init; }
}
