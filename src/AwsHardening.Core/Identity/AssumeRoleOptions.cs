namespace AwsHardening.Core.Identity;

/// <summary>Which role is assumed, and how.</summary>
public sealed record AssumeRoleOptions
{
    /// <summary>The role's ARN; null where it is named, or where the source's profile has it.</summary>
    public string? RoleArn { get; init; }

    /// <summary>The role's name, with its path where it has one.</summary>
    public string? RoleName { get; init; }

    /// <summary>The account of a role that is named; null for the caller's own.</summary>
    public string? AccountId { get; init; }

    /// <summary>The session's name, 2 to 64 characters.</summary>
    public string? SessionName { get; init; }

    /// <summary>15 minutes to 12 hours; null for one hour.</summary>
    public TimeSpan? Duration { get; init; }

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

    /// <summary>The Regions of the sessions; empty for the source's own.</summary>
    public IReadOnlyList<string> Regions { get; init; } = [];

    /// <summary>How many accounts and Regions are read at the same time with such sessions.</summary>
    public int ThrottleLimit { get; init; } = 8;

    /// <summary>Requests a second for each account, in all Regions together; 0 for no limit, null for that of the source.</summary>
    public int? RequestsPerSecond { get; init; }
}
