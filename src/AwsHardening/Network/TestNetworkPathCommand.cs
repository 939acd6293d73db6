using System.Management.Automation;
using AwsHardening.Core.Network;
using AwsHardening.Help;

namespace AwsHardening.Network;

/// <summary>Says whether a flow passes between two ends, and the hop that decides when it does not.</summary>
[Cmdlet(VerbsDiagnostic.Test, "NetworkPath")]
[OutputType(typeof(NetworkPath), typeof(bool))]
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
public sealed class TestNetworkPathCommand : NetworkPathCmdlet
{
    /// <summary>True or false alone.</summary>
    [Parameter(HelpMessage = "Write True where the flow is Reachable, else False, and nothing more.")]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var query = Query;
        if (!Quiet)
        {
            Emit((host, stop) => NetworkPathOperation.TestAsync(OpenSession(), query, host, stop));
            return;
        }

        Run(async (host, stop) =>
        {
            await foreach (var path in NetworkPathOperation.TestAsync(OpenSession(), query, host, stop).WithCancellation(stop))
            {
                await host.WriteObjectAsync(path.Status == NetworkPathStatus.Reachable, stop);
            }
        });
    }
}
