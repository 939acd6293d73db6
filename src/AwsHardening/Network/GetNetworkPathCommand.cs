using System.Management.Automation;
using AwsHardening.Core.Network;
using AwsHardening.Help;

namespace AwsHardening.Network;

/// <summary>Lists which flows pass between two ends, with every hop.</summary>
[Cmdlet(VerbsCommon.Get, "NetworkPath")]
[OutputType(typeof(NetworkPath))]
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
public sealed class GetNetworkPathCommand : NetworkPathCmdlet
{
    /// <summary>Blocked paths too.</summary>
    [Parameter(HelpMessage = "List paths that are blocked too.")]
    public SwitchParameter IncludeBlocked { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var query = Query with { IncludeBlocked = IncludeBlocked };
        Emit((host, stop) => NetworkPathOperation.FindAsync(OpenSession(), query, host, stop));
    }
}
