namespace AwsHardening;

/// <summary>What stands on the other side of a security group rule.</summary>
public enum RuleSourceType
{
    /// <summary>An IPv4 range.</summary>
    Ipv4,

    /// <summary>An IPv6 range.</summary>
    Ipv6,

    /// <summary>Another security group.</summary>
    SecurityGroup,

    /// <summary>A prefix list.</summary>
    PrefixList,
}
