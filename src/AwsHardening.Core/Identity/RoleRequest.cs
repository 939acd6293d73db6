namespace AwsHardening.Core.Identity;

/// <summary>A role, and how its session is to be.</summary>
internal sealed record RoleRequest
{
    /// <summary>The role's ARN.</summary>
    public required string RoleArn { get; init; }

    /// <summary>The session's name, 2 to 64 characters.</summary>
    public required string SessionName { get; init; }

    /// <summary>15 minutes to 12 hours, at most the role's own maximum, and at most one hour from role to role.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromHours(1);

    /// <summary>What the role's owner asks of third parties.</summary>
    public string? ExternalId { get; init; }

    /// <summary>A policy that narrows the session, as JSON.</summary>
    public string? SessionPolicy { get; init; }

    /// <summary>Managed policies that narrow the session, by ARN.</summary>
    public IReadOnlyList<string> SessionPolicyArns { get; init; } = [];

    /// <summary>Session tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>Who stands behind the session, for CloudTrail.</summary>
    public string? SourceIdentity { get; init; }
}
