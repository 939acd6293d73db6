using System.Management.Automation;
using AwsHardening.Completion;
using AwsHardening.Core.Account.Snapshots;
using AwsHardening.Help;
using AwsHardening.Pipeline;

namespace AwsHardening.Account;

/// <summary>Copies what the module can change or reason about in a Region into one file.</summary>
[Cmdlet(VerbsData.Export, "AccountSnapshot", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(AccountSnapshot))]
[RequiresIamAction("access-analyzer:ListAnalyzers")]
[RequiresIamAction("cloudtrail:DescribeTrails")]
[RequiresIamAction("cloudtrail:GetEventSelectors")]
[RequiresIamAction("cloudtrail:GetTrailStatus")]
[RequiresIamAction("cloudwatch:DescribeAlarms")]
[RequiresIamAction("cloudwatch:DescribeAnomalyDetectors")]
[RequiresIamAction("cloudwatch:ListTagsForResource")]
[RequiresIamAction("config:DescribeConfigurationRecorderStatus")]
[RequiresIamAction("config:DescribeConfigurationRecorders")]
[RequiresIamAction("config:DescribeDeliveryChannels")]
[RequiresIamAction("dynamodb:DescribeContinuousBackups")]
[RequiresIamAction("dynamodb:DescribeTable")]
[RequiresIamAction("dynamodb:DescribeTimeToLive")]
[RequiresIamAction("dynamodb:ListTables")]
[RequiresIamAction("dynamodb:ListTagsOfResource")]
[RequiresIamAction("ec2:DescribeAddresses")]
[RequiresIamAction("ec2:DescribeAvailabilityZones")]
[RequiresIamAction("ec2:DescribeEgressOnlyInternetGateways")]
[RequiresIamAction("ec2:DescribeFlowLogs")]
[RequiresIamAction("ec2:DescribeInstanceConnectEndpoints")]
[RequiresIamAction("ec2:DescribeInstances")]
[RequiresIamAction("ec2:DescribeInternetGateways")]
[RequiresIamAction("ec2:DescribeKeyPairs")]
[RequiresIamAction("ec2:DescribeManagedPrefixLists")]
[RequiresIamAction("ec2:DescribeNatGateways")]
[RequiresIamAction("ec2:DescribeNetworkAcls")]
[RequiresIamAction("ec2:DescribeNetworkInterfaces")]
[RequiresIamAction("ec2:DescribeRouteTables")]
[RequiresIamAction("ec2:DescribeSecurityGroupRules")]
[RequiresIamAction("ec2:DescribeSecurityGroups")]
[RequiresIamAction("ec2:DescribeSubnets")]
[RequiresIamAction("ec2:DescribeVpcAttribute")]
[RequiresIamAction("ec2:DescribeVpcEndpoints")]
[RequiresIamAction("ec2:DescribeVpcPeeringConnections")]
[RequiresIamAction("ec2:DescribeVpcs")]
[RequiresIamAction("ec2:DescribeVpnGateways")]
[RequiresIamAction("ec2:GetEbsEncryptionByDefault")]
[RequiresIamAction("ec2:GetManagedPrefixListEntries")]
[RequiresIamAction("elasticloadbalancing:DescribeListeners")]
[RequiresIamAction("elasticloadbalancing:DescribeLoadBalancerAttributes")]
[RequiresIamAction("elasticloadbalancing:DescribeLoadBalancers")]
[RequiresIamAction("elasticloadbalancing:DescribeRules")]
[RequiresIamAction("elasticloadbalancing:DescribeTags")]
[RequiresIamAction("elasticloadbalancing:DescribeTargetGroups")]
[RequiresIamAction("elasticloadbalancing:DescribeTargetHealth")]
[RequiresIamAction("events:ListRules")]
[RequiresIamAction("events:ListTagsForResource")]
[RequiresIamAction("events:ListTargetsByRule")]
[RequiresIamAction("guardduty:GetDetector")]
[RequiresIamAction("guardduty:ListDetectors")]
[RequiresIamAction("iam:GetAccessKeyLastUsed")]
[RequiresIamAction("iam:GetAccountPasswordPolicy")]
[RequiresIamAction("iam:GetGroupPolicy")]
[RequiresIamAction("iam:GetInstanceProfile")]
[RequiresIamAction("iam:GetLoginProfile")]
[RequiresIamAction("iam:GetPolicyVersion")]
[RequiresIamAction("iam:GetRole")]
[RequiresIamAction("iam:GetRolePolicy")]
[RequiresIamAction("iam:GetUser")]
[RequiresIamAction("iam:GetUserPolicy")]
[RequiresIamAction("iam:ListAccessKeys")]
[RequiresIamAction("iam:ListAttachedGroupPolicies")]
[RequiresIamAction("iam:ListAttachedRolePolicies")]
[RequiresIamAction("iam:ListAttachedUserPolicies")]
[RequiresIamAction("iam:ListGroupPolicies")]
[RequiresIamAction("iam:ListGroups")]
[RequiresIamAction("iam:ListGroupsForUser")]
[RequiresIamAction("iam:ListInstanceProfiles")]
[RequiresIamAction("iam:ListMFADevices")]
[RequiresIamAction("iam:ListPolicies")]
[RequiresIamAction("iam:ListRolePolicies")]
[RequiresIamAction("iam:ListRoles")]
[RequiresIamAction("iam:ListUserPolicies")]
[RequiresIamAction("iam:ListUsers")]
[RequiresIamAction("kms:DescribeKey")]
[RequiresIamAction("kms:GetKeyPolicy")]
[RequiresIamAction("kms:GetKeyRotationStatus")]
[RequiresIamAction("kms:ListAliases")]
[RequiresIamAction("kms:ListKeys")]
[RequiresIamAction("kms:ListResourceTags")]
[RequiresIamAction("logs:DescribeLogGroups")]
[RequiresIamAction("logs:DescribeLogStreams")]
[RequiresIamAction("logs:DescribeMetricFilters")]
[RequiresIamAction("logs:ListTagsForResource")]
[RequiresIamAction("s3:GetBucketLocation", When = "the endpoint lists buckets without their Regions")]
[RequiresIamAction("s3:GetBucketAcl")]
[RequiresIamAction("s3:GetBucketOwnershipControls")]
[RequiresIamAction("s3:GetBucketPolicy")]
[RequiresIamAction("s3:GetBucketPublicAccessBlock")]
[RequiresIamAction("s3:GetAccountPublicAccessBlock")]
[RequiresIamAction("s3:GetBucketTagging")]
[RequiresIamAction("s3:GetBucketVersioning")]
[RequiresIamAction("s3:GetEncryptionConfiguration")]
[RequiresIamAction("s3:GetLifecycleConfiguration")]
[RequiresIamAction("s3:ListAllMyBuckets")]
[RequiresIamAction("sns:GetTopicAttributes")]
[RequiresIamAction("sns:ListSubscriptionsByTopic")]
[RequiresIamAction("sns:ListTagsForResource")]
[RequiresIamAction("sns:ListTopics")]
[RequiresIamAction("ssm:DescribeDocument")]
[RequiresIamAction("ssm:DescribeInstanceInformation")]
[RequiresIamAction("ssm:GetConnectionStatus")]
[RequiresIamAction("ssm:GetDocument")]
[RequiresIamAction("ssm:GetServiceSetting")]
[RequiresIamAction("ssm:ListDocumentVersions")]
[RequiresIamAction("sts:GetCallerIdentity")]
public sealed class ExportAccountSnapshotCommand : SessionCmdlet
{
    /// <summary>The file to write.</summary>
    [Parameter(Mandatory = true, Position = 0, HelpMessage = "The file to write, such as ./my.snapshot.")]
    [ArgumentCompleter(typeof(SnapshotCompleter))]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>Replace what tells whose account it is.</summary>
    [Parameter(HelpMessage = "Replace account ids, names, texts, tag values and public addresses, consistently and for good.")]
    public SwitchParameter Pseudonymize { get; set; }

    /// <summary>Replace a file that is there.</summary>
    [Parameter(HelpMessage = "Replace a file that is there already. Never skips -WhatIf.")]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (SnapshotPath.Resolve(SessionState, Path) is not { } path)
        {
            WriteError(ErrorRecords.NoFile(Path));
            return;
        }

        var options = new SnapshotOptions { Path = path, Pseudonymize = Pseudonymize, Force = Force };
        Run(async (host, stop) =>
        {
            if (await SnapshotExport.ExportAsync(OpenSession(), options, host, stop) is { } written)
            {
                await host.WriteObjectAsync(written, stop);
            }
        });
    }
}
