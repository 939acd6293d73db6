using System.Management.Automation;
using AwsHardening.Account;
using AwsHardening.Core.Changes.Plans;
using AwsHardening.Help;

namespace AwsHardening.Changes;

/// <summary>
/// Applies a plan exactly as it stands. Everything is checked before the first call: account and Region, the file's SHA-256,
/// its age, that it was not applied yet, the limits, and that each resource is as the plan found it.
/// </summary>
[Cmdlet(VerbsLifecycle.Invoke, "HardeningPlan", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(HardeningChange))]
[RequiresIamActionsOfChanges]
[RequiresIamAction("ec2:DescribeSecurityGroups", When = "the plan is based on it, or -MaxPercent is said")]
[RequiresIamAction("ec2:DescribeSecurityGroupRules", When = "the plan is based on it")]
[RequiresIamAction("ec2:DescribeVpcs", When = "the plan is based on it")]
[RequiresIamAction("ec2:DescribeRouteTables", When = "the plan is based on it")]
[RequiresIamAction("ec2:DescribeNetworkInterfaces", When = "the plan is based on it")]
[RequiresIamAction("ec2:DescribeVpcPeeringConnections", When = "the plan is based on it")]
[RequiresIamAction("ec2:DescribeSubnets", When = "the plan is based on it")]
[RequiresIamAction("ec2:DescribeNetworkAcls", When = "the plan is based on it")]
[RequiresIamAction("ec2:DescribeNatGateways", When = "the plan is based on it")]
[RequiresIamAction("ec2:DescribeVpcEndpoints", When = "the plan is based on it")]
[RequiresIamAction("ec2:DescribeManagedPrefixLists", When = "the plan is based on it")]
[RequiresIamAction("ec2:GetManagedPrefixListEntries", When = "the plan is based on it")]
[RequiresIamAction("ssm:GetConnectionStatus", When = "the plan closes ports of instances")]
[RequiresIamAction("ssm:StartSession", When = "the plan closes ports of instances")]
[RequiresIamAction("iam:SimulatePrincipalPolicy", When = "the plan closes ports of instances")]
[RequiresIamAction("iam:GetRole", When = "the plan closes ports of instances")]
[RequiresIamAction("sts:GetCallerIdentity")]
public sealed class InvokeHardeningPlanCommand : SessionCmdlet
{
    /// <summary>The plans.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true,
        HelpMessage = "Plans, as -PlanOnly or Import-HardeningPlan gives them.")]
    public HardeningPlan[] Plan { get; set; } = [];

    /// <summary>How many changes a plan may have.</summary>
    [Parameter(HelpMessage = "Refuse a plan with more changes than this.")]
    [ValidateRange(1, int.MaxValue)]
    public int? MaxChange { get; set; }

    /// <summary>What part of a type's resources a plan may change.</summary>
    [Parameter(HelpMessage = "Refuse a plan that changes more than this part of the account's resources of a type in the Region, in percent.")]
    [ValidateRange(0.0, 100.0)]
    public double? MaxPercent { get; set; }

    /// <summary>Answer the second question with yes.</summary>
    [Parameter(HelpMessage = "Make changes that carry a risk or cannot be taken back without asking again. Never skips -WhatIf or a refusal.")]
    public SwitchParameter Force { get; set; }

    /// <summary>Take the changes back unless they are confirmed in time.</summary>
    [Parameter(HelpMessage = "Take the changes back after this time by themselves, unless Confirm-HardeningChange keeps them.")]
    [ValidateRevertAfter]
    public TimeSpan? RevertAfter { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var options = new PlanApplyOptions { MaxChange = MaxChange, MaxPercent = MaxPercent, Force = Force, RevertAfter = RevertAfter };
        foreach (var plan in Plan)
        {
            Emit((host, stop) => PlanOperation.InvokeAsync(OpenSession(), plan, options, host, stop));
        }
    }
}
