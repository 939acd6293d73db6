using System.Management.Automation;
using AwsHardening.Account;
using AwsHardening.Completion;
using AwsHardening.Core.Access;
using AwsHardening.Help;
using AwsHardening.Pipeline;

namespace AwsHardening.Access;

/// <summary>Makes instances reachable through Session Manager: role, instance profile, endpoints, ways out.</summary>
[Cmdlet(VerbsLifecycle.Enable, "SessionManager", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(AccessChange), typeof(HardeningPlan))]
[RequiresIamAction("ec2:DescribeInstances")]
[RequiresIamAction("iam:GetInstanceProfile")]
[RequiresIamAction("iam:SimulatePrincipalPolicy")]
[RequiresIamAction("iam:GetRole")]
[RequiresIamAction("iam:GetRolePolicy")]
[RequiresIamAction("iam:PutRolePolicy", When = "a role lacks actions")]
[RequiresIamAction("iam:CreateRole", When = "an instance has no instance profile")]
[RequiresIamAction("iam:CreateInstanceProfile", When = "an instance has no instance profile")]
[RequiresIamAction("iam:AddRoleToInstanceProfile", When = "an instance has no instance profile")]
[RequiresIamAction("iam:PassRole", When = "an instance has no instance profile")]
[RequiresIamAction("ec2:AssociateIamInstanceProfile", When = "an instance has no instance profile")]
[RequiresIamAction("ec2:DescribeIamInstanceProfileAssociations", When = "an instance has no instance profile")]
[RequiresIamAction("ec2:DescribeVpcEndpoints")]
[RequiresIamAction("ec2:DescribeVpcAttribute", When = "an endpoint is missing")]
[RequiresIamAction("ec2:ModifyVpcAttribute", When = "an endpoint is missing")]
[RequiresIamAction("ec2:CreateVpcEndpoint", When = "an endpoint is missing")]
[RequiresIamAction("ec2:AuthorizeSecurityGroupEgress", When = "a security group bars the way")]
[RequiresIamAction("ec2:AuthorizeSecurityGroupIngress", When = "a security group bars the way")]
[RequiresIamAction("sts:GetCallerIdentity")]
public sealed class EnableSessionManagerCommand : AccessChangeCmdlet
{
    private readonly List<string> _ids = [];

    /// <summary>The instances.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true,
        HelpMessage = "Ids of instances, such as i-0123.")]
    [ArgumentCompleter(typeof(InstanceIdCompleter))]
    [ValidateNotNullOrEmpty]
    [NotASession]
    public string[] InstanceId { get; set; } = [];

    /// <summary>The role for instances that have none.</summary>
    [Parameter(HelpMessage = "The role and instance profile for instances that have none; made where they are not there.")]
    [ValidateText(@"[\w+=,.@-]{1,64}", "the name of a role: 1 to 64 letters, digits and _+=,.@-")]
    public string RoleName { get; set; } = "AwsHardeningSessionManager";

    /// <summary>Cut flows that were not to be cut.</summary>
    [Parameter(HelpMessage = "Make an endpoint or rule even where others lose the service by it. Never skips -WhatIf.")]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord() => _ids.AddRange(TakeRecord() ? InstanceId : []);

    /// <summary>Works at the end, because instances share roles, groups and endpoints.</summary>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        string[] ids = [.. _ids.Distinct()];
        var options = new SessionManagerOptions { RoleName = RoleName, Force = Force, RevertAfter = RevertAfter };
        MakeOrPlan(
            (host, stop) => SessionManagerOperation.PlanAsync(OpenSession(), ids, options, host, stop),
            (host, stop) => SessionManagerOperation.EnableAsync(OpenSession(), ids, options, host, stop));
    }
}
