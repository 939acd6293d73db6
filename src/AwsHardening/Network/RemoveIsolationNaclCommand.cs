using System.Management.Automation;
using AwsHardening.Account;
using AwsHardening.Changes;
using AwsHardening.Completion;
using AwsHardening.Core.Network.Nacls;
using AwsHardening.Help;

namespace AwsHardening.Network;

/// <summary>Releases subnets to the network ACLs that they had, and deletes the one that isolated them.</summary>
[Cmdlet(VerbsCommon.Remove, "IsolationNacl", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(IsolationNacl), typeof(HardeningPlan))]
[RequiresIamAction("ec2:DescribeNetworkAcls")]
[RequiresIamAction("ec2:DescribeSubnets")]
[RequiresIamAction("ec2:DescribeSecurityGroups")]
[RequiresIamAction("ec2:DescribeSecurityGroupRules")]
[RequiresIamAction("ec2:DescribeVpcs")]
[RequiresIamAction("ec2:DescribeRouteTables")]
[RequiresIamAction("ec2:DescribeNetworkInterfaces")]
[RequiresIamAction("ec2:DescribeVpcPeeringConnections")]
[RequiresIamAction("ec2:DescribeNatGateways")]
[RequiresIamAction("ec2:DescribeVpcEndpoints")]
[RequiresIamAction("ec2:GetManagedPrefixListEntries", When = "a rule or a route names a prefix list")]
[RequiresIamAction("ec2:ReplaceNetworkAclAssociation")]
[RequiresIamAction("ec2:DeleteNetworkAcl")]
[RequiresIamAction("ec2:CreateNetworkAcl", When = "a change has to be taken back")]
[RequiresIamAction("ec2:CreateTags", When = "a change has to be taken back")]
[RequiresIamAction("ec2:CreateNetworkAclEntry", When = "a change has to be taken back")]
[RequiresIamAction("sts:GetCallerIdentity")]
public sealed class RemoveIsolationNaclCommand : ChangeCmdlet
{
    private readonly List<string> _nacls = [];

    /// <summary>The network ACLs.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true,
        HelpMessage = "Network ACLs to remove, by id or by exact tag Name.")]
    [Alias("NetworkAclId", "Name")]
    [ArgumentCompleter(typeof(NaclIdCompleter))]
    [ValidateNotNullOrEmpty]
    [NotASession]
    public string[] NaclId { get; set; } = [];

    /// <summary>What subnets get where nobody wrote down what they had.</summary>
    [Parameter(HelpMessage = "Where the journal does not know what the subnets had: the network ACL to give them, by id, or default for the VPC's own.")]
    [ArgumentCompleter(typeof(NaclIdCompleter))]
    [ValidateNotNullOrEmpty]
    public string? ReleaseTo { get; set; }

    /// <summary>Release what still stands.</summary>
    [Parameter(HelpMessage = "Release what still stands where something was changed meanwhile, and even where flows are lost by it. Never skips -WhatIf.")]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord() => _nacls.AddRange(TakeRecord() ? NaclId : []);

    /// <summary>Works at the end: the newest goes first, whatever order they come in.</summary>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        var options = new IsolationRemovalOptions { Nacl = _nacls, ReleaseTo = ReleaseTo, Force = Force, RevertAfter = RevertAfter };
        MakeOrPlan(
            (host, stop) => IsolationRemovalOperation.PlanAsync(OpenSession(), options, host, stop),
            (host, stop) => IsolationRemovalOperation.RemoveAsync(OpenSession(), options, host, stop));
    }
}
