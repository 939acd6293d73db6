using System.Management.Automation;
using AwsHardening.Core.Network;
using AwsHardening.Help;

namespace AwsHardening.Network;

/// <summary>Finds who stands behind a rule's range.</summary>
[Cmdlet(VerbsCommon.Get, "SgPeer", DefaultParameterSetName = "Rule")]
[OutputType(typeof(SgPeer))]
[RequiresIamAction("ec2:DescribeSecurityGroups")]
[RequiresIamAction("ec2:DescribeSecurityGroupRules")]
[RequiresIamAction("ec2:DescribeVpcs")]
[RequiresIamAction("ec2:DescribeRouteTables")]
[RequiresIamAction("ec2:DescribeNetworkInterfaces")]
[RequiresIamAction("ec2:DescribeVpcPeeringConnections")]
[RequiresIamAction("ec2:DescribeSubnets")]
[RequiresIamAction("ec2:DescribeNetworkAcls")]
[RequiresIamAction("ec2:DescribeNatGateways")]
[RequiresIamAction("ec2:DescribeVpcEndpoints")]
[RequiresIamAction("sts:GetCallerIdentity")]
[RequiresIamAction("ec2:DescribeManagedPrefixLists", When = "a rule names a prefix list")]
[RequiresIamAction("ec2:GetManagedPrefixListEntries", When = "a rule names a prefix list")]
public sealed class GetSgPeerCommand : SgRuleInputCmdlet
{
    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        foreach (var input in TakeInput())
        {
            Emit((host, stop) => input.Rules is { } rules
                ? SgPeerOperation.FindAsync(OpenSession(input.Region), rules, host, stop)
                : SgPeerOperation.FindAsync(OpenSession(input.Region), input.RuleIds!, host, stop));
        }
    }
}
