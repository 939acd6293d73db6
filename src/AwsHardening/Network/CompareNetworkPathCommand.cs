using System.Management.Automation;
using AwsHardening.Account;
using AwsHardening.Core.Network;
using AwsHardening.Help;

namespace AwsHardening.Network;

/// <summary>Compares which flows pass before and after a plan.</summary>
[Cmdlet(VerbsData.Compare, "NetworkPath")]
[OutputType(typeof(NetworkPathChange))]
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
public sealed class CompareNetworkPathCommand : SessionCmdlet
{
    /// <summary>Plans.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, HelpMessage = "Plans, as a changing command gives them with -PlanOnly.")]
    public HardeningPlan[] Plan { get; set; } = [];

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        foreach (var plan in Plan)
        {
            Emit((host, stop) => NetworkPathComparison.CompareAsync(OpenSession(), plan, host, stop));
        }
    }
}
