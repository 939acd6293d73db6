namespace AwsHardening;

/// <summary>An instance as Systems Manager sees it, or the reasons why it does not.</summary>
public sealed record ManagedInstance
{
    /// <summary>The instance's id.</summary>
    public required string InstanceId { get; init; }

    /// <summary>Its Name tag, or an empty text.</summary>
    public required string Name { get; init; }

    /// <summary>AWS's word: Online, ConnectionLost, Inactive; empty for one that has never reported.</summary>
    public required string PingStatus { get; init; }

    /// <summary>Whether a session can start on it now. Being Online is not enough.</summary>
    public required InstanceConnection Connection { get; init; }

    /// <summary>True when it is Online and connected.</summary>
    public bool IsManaged => PingStatus == "Online" && Connection == InstanceConnection.Connected;

    /// <summary>AWS's word for the instance's state, such as running.</summary>
    public required string State { get; init; }

    /// <summary>The agent's version, or an empty text.</summary>
    public required string AgentVersion { get; init; }

    /// <summary>When the agent last reported, UTC; null where it never did.</summary>
    public DateTimeOffset? LastPing { get; init; }

    /// <summary>AWS's word: Linux, Windows, MacOS; empty where the agent never reported.</summary>
    public required string PlatformType { get; init; }

    /// <summary>The instance profile's name, or an empty text.</summary>
    public required string InstanceProfile { get; init; }

    /// <summary>The role in it, or an empty text.</summary>
    public required string Role { get; init; }

    /// <summary>The VPC.</summary>
    public required string VpcId { get; init; }

    /// <summary>The subnet.</summary>
    public required string SubnetId { get; init; }

    /// <summary>The Region.</summary>
    public required string Region { get; init; }

    /// <summary>Why it is not managed; empty for one that is.</summary>
    public required IReadOnlyList<UnmanagedReason> Reasons { get; init; }
}
