using System.Management.Automation;
using AwsHardening.Account;
using AwsHardening.Completion;
using AwsHardening.Core.Access;
using AwsHardening.Help;

namespace AwsHardening.Access;

/// <summary>Lists instances as Systems Manager sees them, and why it does not see some.</summary>
[Cmdlet(VerbsCommon.Get, "ManagedInstance")]
[OutputType(typeof(ManagedInstance))]
[RequiresIamAction("ec2:DescribeInstances")]
[RequiresIamAction("ssm:DescribeInstanceInformation")]
[RequiresIamAction("ssm:GetConnectionStatus")]
[RequiresIamAction("iam:GetInstanceProfile")]
[RequiresIamAction("iam:SimulatePrincipalPolicy", When = "an instance is not managed")]
[RequiresIamAction("ssm:GetServiceSetting", When = "an instance has no instance profile")]
[RequiresIamAction("ec2:DescribeSecurityGroups", When = "an instance is not managed")]
[RequiresIamAction("ec2:DescribeSecurityGroupRules", When = "an instance is not managed")]
[RequiresIamAction("ec2:DescribeNetworkInterfaces", When = "an instance is not managed")]
[RequiresIamAction("ec2:DescribeVpcs", When = "an instance is not managed")]
[RequiresIamAction("ec2:DescribeSubnets", When = "an instance is not managed")]
[RequiresIamAction("ec2:DescribeRouteTables", When = "an instance is not managed")]
[RequiresIamAction("ec2:DescribeNetworkAcls", When = "an instance is not managed")]
[RequiresIamAction("ec2:DescribeNatGateways", When = "an instance is not managed")]
[RequiresIamAction("ec2:DescribeVpcEndpoints", When = "an instance is not managed")]
[RequiresIamAction("ec2:DescribeVpcPeeringConnections", When = "an instance is not managed")]
[RequiresIamAction("ec2:GetManagedPrefixListEntries", When = "an instance is not managed")]
[RequiresIamAction("sts:GetCallerIdentity")]
public sealed class GetManagedInstanceCommand : SessionCmdlet
{
    /// <summary>These instances.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true,
        HelpMessage = "Ids of instances, such as i-0123; wildcards allowed.")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(InstanceIdCompleter))]
    [NotASession]
    public string[] InstanceId { get; set; } = [];

    /// <summary>Instances with these Name tags.</summary>
    [Parameter(HelpMessage = "Name tags of instances; wildcards allowed.")]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <summary>Instances in these VPCs.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "Ids of VPCs, such as vpc-0123; wildcards allowed.")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(VpcIdCompleter))]
    public string[] VpcId { get; set; } = [];

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var query = new ManagedInstanceQuery { InstanceId = InstanceId, Name = Name, VpcId = VpcId };
        Emit((host, stop) => ManagedInstanceOperation.FindAsync(OpenSession(), query, host, stop));
    }
}
