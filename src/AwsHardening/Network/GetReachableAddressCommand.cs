using System.Management.Automation;
using AwsHardening.Account;
using AwsHardening.Completion;
using AwsHardening.Core.Network;
using AwsHardening.Help;

namespace AwsHardening.Network;

/// <summary>Lists the addresses that a rule, group or instance truly reaches, or that truly reach it.</summary>
[Cmdlet(VerbsCommon.Get, "ReachableAddress", DefaultParameterSetName = "Rule")]
[OutputType(typeof(ReachableAddress))]
[RequiresIamAction("ec2:DescribeSecurityGroups")]
[RequiresIamAction("ec2:DescribeSecurityGroupRules")]
[RequiresIamAction("ec2:DescribeVpcs")]
[RequiresIamAction("ec2:DescribeSubnets")]
[RequiresIamAction("ec2:DescribeRouteTables")]
[RequiresIamAction("ec2:DescribeNetworkAcls")]
[RequiresIamAction("ec2:DescribeNetworkInterfaces")]
[RequiresIamAction("ec2:DescribeNatGateways")]
[RequiresIamAction("ec2:DescribeVpcEndpoints")]
[RequiresIamAction("ec2:DescribeVpcPeeringConnections")]
[RequiresIamAction("sts:GetCallerIdentity")]
[RequiresIamAction("ec2:GetManagedPrefixListEntries", When = "a rule or route names a prefix list")]
public sealed class GetReachableAddressCommand : SessionCmdlet
{
    /// <summary>Rules, as Get-SgRule gives them.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Rule", ValueFromPipeline = true, HelpMessage = "Rules, as Get-SgRule gives them.")]
    public SgRule[] Rule { get; set; } = [];

    /// <summary>Ids.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Id", ValueFromPipelineByPropertyName = true,
        HelpMessage = "Ids of rules, groups, instances, interfaces, subnets, VPCs or endpoints; groups and subnets also by name.")]
    [Alias("RuleId", "SecurityGroupRuleId", "GroupId", "InstanceId", "NetworkInterfaceId")]
    [ArgumentCompleter(typeof(NetworkEndCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Id { get; set; } = [];

    /// <summary>Egress for whom they reach.</summary>
    [Parameter(ParameterSetName = "Id", HelpMessage = "Egress for whom they reach, Ingress for who reaches them. A rule has a direction of its own.")]
    public RuleDirection Direction { get; set; } = RuleDirection.Egress;

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (ParameterSetName == "Id")
        {
            var query = new ReachableAddressQuery { Id = Id, Direction = Direction };
            Emit((host, stop) => ReachableAddressOperation.FindAsync(OpenSession(), query, host, stop));
            return;
        }

        foreach (var region in Rule.GroupBy(rule => rule.Region))
        {
            var query = new ReachableAddressQuery { Id = [.. region.Select(rule => rule.RuleId)] };
            Emit((host, stop) => ReachableAddressOperation.FindAsync(OpenSession(region.Key), query, host, stop));
        }
    }
}
