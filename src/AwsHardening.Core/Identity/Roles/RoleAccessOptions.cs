namespace AwsHardening.Core.Identity.Roles;

/// <summary>Which roles are to be there, and for whom.</summary>
public sealed record RoleAccessOptions
{
    /// <summary>Who may look: names of users, or ARNs of users and roles.</summary>
    public IReadOnlyList<string> ReadOnlyUser { get; init; } = [];

    /// <summary>Groups whose members may look.</summary>
    public IReadOnlyList<string> ReadOnlyGroup { get; init; } = [];

    /// <summary>Who may administer, with MFA: names or ARNs of users.</summary>
    public IReadOnlyList<string> AdminUser { get; init; } = [];

    /// <summary>Groups whose members may administer, with MFA.</summary>
    public IReadOnlyList<string> AdminGroup { get; init; } = [];

    /// <summary>The role for looking.</summary>
    public string ReadOnlyRoleName { get; init; } = "read_only";

    /// <summary>The role for administering.</summary>
    public string AdminRoleName { get; init; } = "admin";

    /// <summary>What stands before a role's name in the name of the policy that lets users assume it.</summary>
    public string AssumePolicyPrefix { get; init; } = "assume_";

    /// <summary>The policy that lets users enrol their own MFA devices.</summary>
    public string MfaPolicyName { get; init; } = "self_service_mfa";

    /// <summary>No such policy.</summary>
    public bool SkipMfaPolicy { get; init; }

    /// <summary>Looking takes MFA too.</summary>
    public bool ReadOnlyRequiresMfa { get; init; }

    /// <summary>A policy that bounds what the roles may do, by ARN.</summary>
    public string? PermissionsBoundary { get; init; }

    /// <summary>How long a session may be at most, 3,600 to 43,200 seconds; null for AWS's hour, and for what existing roles have.</summary>
    public int? MaxSessionDuration { get; init; }

    /// <summary>Take access from others without a second question.</summary>
    public bool Force { get; init; }

    /// <summary>Take the changes back unless they are confirmed in time.</summary>
    public TimeSpan? RevertAfter { get; init; }
}
