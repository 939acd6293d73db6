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
[RequiresIamAction("ec2:DescribeSecurityGroupRules")]
[RequiresIamAction("ec2:DescribeSecurityGroups", When = "the plan is based on it, or -MaxPercent is said")]
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
[RequiresIamAction("ec2:AuthorizeSecurityGroupIngress", When = "a change is of ingress rules")]
[RequiresIamAction("ec2:RevokeSecurityGroupIngress", When = "a change is of ingress rules")]
[RequiresIamAction("ec2:AuthorizeSecurityGroupEgress", When = "a change is of egress rules")]
[RequiresIamAction("ec2:RevokeSecurityGroupEgress", When = "a change is of egress rules")]
[RequiresIamAction("ec2:CreateTags", When = "a rule has tags")]
[RequiresIamAction("s3:ListBucket", When = "a change is of a bucket")]
[RequiresIamAction("s3:GetBucketPolicy", When = "a change is of a bucket")]
[RequiresIamAction("s3:GetBucketOwnershipControls", When = "a change is of a bucket")]
[RequiresIamAction("s3:GetBucketVersioning", When = "a change is of a bucket")]
[RequiresIamAction("s3:GetEncryptionConfiguration", When = "a change is of a bucket")]
[RequiresIamAction("s3:GetLifecycleConfiguration", When = "a change is of a bucket")]
[RequiresIamAction("s3:GetBucketTagging", When = "a change is of a bucket")]
[RequiresIamAction("s3:GetBucketPublicAccessBlock", When = "a change is of a bucket")]
[RequiresIamAction("s3:PutBucketPolicy", When = "a change is of a bucket")]
[RequiresIamAction("s3:PutBucketOwnershipControls", When = "a change is of a bucket")]
[RequiresIamAction("s3:PutBucketVersioning", When = "a change is of a bucket")]
[RequiresIamAction("s3:PutEncryptionConfiguration", When = "a change is of a bucket")]
[RequiresIamAction("s3:PutBucketPublicAccessBlock", When = "a change is of a bucket")]
[RequiresIamAction("s3:PutLifecycleConfiguration", When = "a change is of a bucket")]
[RequiresIamAction("s3:PutBucketTagging", When = "a change is of a bucket")]
[RequiresIamAction("s3:ListAllMyBuckets", When = "a change is of a bucket, and -MaxPercent is said")]
[RequiresIamAction("s3:CreateBucket", When = "a change makes a bucket")]
[RequiresIamAction("s3:DeleteBucket", When = "a change takes a new bucket back")]
[RequiresIamAction("s3:DeleteBucketPolicy", When = "a change takes the settings of a bucket back")]
[RequiresIamAction("iam:GetRole", When = "a change is of a role")]
[RequiresIamAction("iam:CreateRole", When = "a change is of a role")]
[RequiresIamAction("iam:DeleteRole", When = "a change is of a role")]
[RequiresIamAction("iam:GetRolePolicy", When = "a change is of a role's policy")]
[RequiresIamAction("iam:PutRolePolicy", When = "a change is of a role's policy")]
[RequiresIamAction("iam:DeleteRolePolicy", When = "a change is of a role's policy")]
[RequiresIamAction("iam:GetInstanceProfile", When = "a change is of an instance profile")]
[RequiresIamAction("iam:CreateInstanceProfile", When = "a change is of an instance profile")]
[RequiresIamAction("iam:DeleteInstanceProfile", When = "a change is of an instance profile")]
[RequiresIamAction("iam:AddRoleToInstanceProfile", When = "a change is of an instance profile")]
[RequiresIamAction("iam:RemoveRoleFromInstanceProfile", When = "a change is of an instance profile")]
[RequiresIamAction("ec2:DescribeIamInstanceProfileAssociations", When = "a change gives an instance a profile or takes it back")]
[RequiresIamAction("ec2:AssociateIamInstanceProfile", When = "a change gives an instance a profile or takes it back")]
[RequiresIamAction("ec2:DisassociateIamInstanceProfile", When = "a change gives an instance a profile or takes it back")]
[RequiresIamAction("iam:PassRole", When = "a change gives an instance a profile or takes it back")]
[RequiresIamAction("ec2:CreateVpcEndpoint", When = "a change is of a VPC endpoint")]
[RequiresIamAction("ec2:DeleteVpcEndpoints", When = "a change is of a VPC endpoint")]
[RequiresIamAction("ec2:DescribeVpcAttribute", When = "a change is of a VPC")]
[RequiresIamAction("ec2:ModifyVpcAttribute", When = "a change is of a VPC")]
[RequiresIamAction("kms:DescribeKey", When = "a change is of a key")]
[RequiresIamAction("kms:GetKeyRotationStatus", When = "a change is of a key")]
[RequiresIamAction("kms:ListKeys", When = "a change is of a key")]
[RequiresIamAction("kms:CreateKey", When = "a change is of a key")]
[RequiresIamAction("kms:EnableKeyRotation", When = "a change is of a key")]
[RequiresIamAction("kms:CreateAlias", When = "a change is of a key")]
[RequiresIamAction("kms:DeleteAlias", When = "a change is of a key")]
[RequiresIamAction("kms:ScheduleKeyDeletion", When = "a change is of a key")]
[RequiresIamAction("logs:DescribeLogGroups", When = "a change is of a log group")]
[RequiresIamAction("logs:DescribeLogStreams", When = "a change is of a log group")]
[RequiresIamAction("logs:CreateLogGroup", When = "a change is of a log group")]
[RequiresIamAction("logs:DeleteLogGroup", When = "a change is of a log group")]
[RequiresIamAction("logs:AssociateKmsKey", When = "a change is of a log group")]
[RequiresIamAction("logs:DisassociateKmsKey", When = "a change is of a log group")]
[RequiresIamAction("logs:PutRetentionPolicy", When = "a change is of a log group")]
[RequiresIamAction("ssm:GetDocument", When = "a change is of the preferences of sessions")]
[RequiresIamAction("ssm:CreateDocument", When = "a change is of the preferences of sessions")]
[RequiresIamAction("ssm:UpdateDocument", When = "a change is of the preferences of sessions")]
[RequiresIamAction("ssm:UpdateDocumentDefaultVersion", When = "a change is of the preferences of sessions")]
[RequiresIamAction("ssm:DeleteDocument", When = "a change is of the preferences of sessions")]
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
