namespace AwsHardening.Sandbox.Ec2;

/// <summary>What the EC2 service of an embedded account needs from its surroundings, and the quotas it keeps.</summary>
/// <param name="AccountId">The 12 digits of the account that owns everything.</param>
/// <param name="TimeProvider">The account's clock.</param>
/// <param name="Ids">Where ids of new resources come from.</param>
public sealed record Ec2Options(string AccountId, TimeProvider TimeProvider, IdSource Ids)
{
    /// <summary>Finds the instance profile that an ARN without its path means; null where every profile is taken to exist.</summary>
    public Func<string, string?>? FindInstanceProfile { get; init; }

    /// <summary>
    /// Quota "Inbound or outbound rules per security group": enforced for each direction, and for IPv4 and IPv6
    /// separately. AWS documentation page: "Amazon VPC quotas".
    /// </summary>
    public int RulesPerSecurityGroup { get; init; } = 60;

    /// <summary>Quota "Security groups per network interface".</summary>
    public int SecurityGroupsPerInterface { get; init; } = 5;

    /// <summary>Quota "VPC security groups per Region".</summary>
    public int SecurityGroupsPerRegion { get; init; } = 2500;

    /// <summary>Quota "VPCs per Region".</summary>
    public int VpcsPerRegion { get; init; } = 5;

    /// <summary>Quota "Elastic IP addresses per Region".</summary>
    public int AddressesPerRegion { get; init; } = 5;
}
