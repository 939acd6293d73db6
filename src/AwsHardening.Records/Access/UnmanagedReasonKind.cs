namespace AwsHardening;

/// <summary>Why an instance cannot be reached through Systems Manager.</summary>
public enum UnmanagedReasonKind
{
    /// <summary>It does not run.</summary>
    NotRunning,

    /// <summary>It has no instance profile, and the account has no default host management role.</summary>
    NoInstanceProfile,

    /// <summary>Its instance profile is gone, or holds no role.</summary>
    NoRole,

    /// <summary>Its role lacks actions that the agent needs.</summary>
    MissingPermission,

    /// <summary>No route leads to the service.</summary>
    NoRoute,

    /// <summary>A security group, its own or the endpoint's, bars the way.</summary>
    SecurityGroup,

    /// <summary>A network ACL bars the way, or the answers' way back.</summary>
    NetworkAcl,

    /// <summary>Something else in the network bars the way.</summary>
    Network,

    /// <summary>Nothing bars the way, and the agent says nothing: it is not installed, too old, or does not run.</summary>
    AgentSilent,

    /// <summary>Something that decides could not be read.</summary>
    Unknown,
}
