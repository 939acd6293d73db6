using System.Management.Automation;
using AwsHardening.Account;
using AwsHardening.Completion;
using AwsHardening.Core.Network.Internet;
using AwsHardening.Help;

namespace AwsHardening.Network;

/// <summary>Lists what has a public address or name, and what of it the internet truly reaches.</summary>
[Cmdlet(VerbsCommon.Get, "PublicInstance")]
[OutputType(typeof(PublicInstance))]
[RequiresIamAction("ec2:DescribeInstances")]
[RequiresIamAction("ec2:DescribeNetworkInterfaces")]
[RequiresIamAction("ec2:DescribeSecurityGroups")]
[RequiresIamAction("ec2:DescribeSecurityGroupRules")]
[RequiresIamAction("ec2:DescribeVpcs")]
[RequiresIamAction("ec2:DescribeSubnets")]
[RequiresIamAction("ec2:DescribeRouteTables")]
[RequiresIamAction("ec2:DescribeNetworkAcls")]
[RequiresIamAction("ec2:DescribeNatGateways")]
[RequiresIamAction("ec2:DescribeVpcEndpoints")]
[RequiresIamAction("ec2:DescribeVpcPeeringConnections")]
[RequiresIamAction("elasticloadbalancing:DescribeLoadBalancers")]
[RequiresIamAction("ec2:GetManagedPrefixListEntries", When = "a rule or route names a prefix list")]
[RequiresIamAction("sts:GetCallerIdentity")]
public sealed class GetPublicInstanceCommand : SessionCmdlet
{
    /// <summary>These things, by id.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true,
        HelpMessage = "Ids of instances or network interfaces, ARNs of load balancers; wildcards allowed.")]
    [Alias("InstanceId", "LoadBalancerArn")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(InstanceIdCompleter))]
    public string[] ResourceId { get; set; } = [];

    /// <summary>These things, by name.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "Name tags of instances, names of load balancers; wildcards allowed.")]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <summary>Things in these VPCs.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "Ids of VPCs, such as vpc-0123; wildcards allowed.")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(VpcIdCompleter))]
    public string[] VpcId { get; set; } = [];

    /// <summary>Only what the internet reaches.</summary>
    [Parameter(HelpMessage = "Only what the internet reaches, or of which it cannot be told.")]
    public SwitchParameter Reachable { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var query = new PublicInstanceQuery { ResourceId = ResourceId, Name = Name, VpcId = VpcId, ReachableOnly = Reachable };
        Emit((host, stop) => PublicInstanceOperation.FindAsync(OpenSession(), query, host, stop));
    }
}
