using System.Management.Automation;
using AwsHardening.Completion;
using AwsHardening.Core.Access;
using AwsHardening.Help;
using AwsHardening.Pipeline;

namespace AwsHardening.Access;

/// <summary>Logs every session of Session Manager, encrypted, to S3 and CloudWatch Logs.</summary>
[Cmdlet(VerbsLifecycle.Enable, "SessionLogging", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(AccessChange), typeof(HardeningPlan))]
[RequiresIamAction("ec2:DescribeInstances")]
[RequiresIamAction("ssm:DescribeInstanceInformation")]
[RequiresIamAction("iam:GetInstanceProfile")]
[RequiresIamAction("iam:GetRolePolicy")]
[RequiresIamAction("iam:PutRolePolicy")]
[RequiresIamAction("kms:DescribeKey")]
[RequiresIamAction("kms:CreateKey", When = "-KmsKeyId is not said")]
[RequiresIamAction("kms:EnableKeyRotation", When = "-KmsKeyId is not said")]
[RequiresIamAction("kms:CreateAlias", When = "-KmsKeyId is not said")]
[RequiresIamAction("kms:GetKeyPolicy", When = "an earlier run made the key")]
[RequiresIamAction("kms:PutKeyPolicy", When = "the key's policy does not name the log group yet")]
[RequiresIamAction("s3:ListBucket")]
[RequiresIamAction("s3:CreateBucket", When = "the bucket is not there")]
[RequiresIamAction("s3:PutBucketPolicy")]
[RequiresIamAction("s3:PutBucketOwnershipControls")]
[RequiresIamAction("s3:PutBucketVersioning")]
[RequiresIamAction("s3:PutEncryptionConfiguration")]
[RequiresIamAction("s3:PutBucketPublicAccessBlock")]
[RequiresIamAction("logs:DescribeLogGroups")]
[RequiresIamAction("logs:DescribeLogStreams")]
[RequiresIamAction("logs:CreateLogGroup", When = "the log group is not there")]
[RequiresIamAction("logs:AssociateKmsKey")]
[RequiresIamAction("logs:PutRetentionPolicy")]
[RequiresIamAction("ssm:GetDocument")]
[RequiresIamAction("ssm:CreateDocument", When = "the account has no preferences yet")]
[RequiresIamAction("ssm:UpdateDocument", When = "the account has preferences")]
[RequiresIamAction("ssm:UpdateDocumentDefaultVersion", When = "the account has preferences")]
[RequiresIamAction("ec2:DescribeVpcEndpoints")]
[RequiresIamAction("ec2:DescribeSecurityGroups")]
[RequiresIamAction("ec2:DescribeSecurityGroupRules")]
[RequiresIamAction("ec2:DescribeNetworkInterfaces")]
[RequiresIamAction("ec2:DescribeVpcs")]
[RequiresIamAction("ec2:DescribeRouteTables")]
[RequiresIamAction("ec2:DescribeVpcPeeringConnections")]
[RequiresIamAction("ec2:DescribeSubnets")]
[RequiresIamAction("ec2:DescribeNetworkAcls")]
[RequiresIamAction("ec2:DescribeNatGateways")]
[RequiresIamAction("ec2:GetManagedPrefixListEntries", When = "a rule or a route names a prefix list")]
[RequiresIamAction("ec2:DescribeManagedPrefixLists", When = "-OpenNetwork is said")]
[RequiresIamAction("ec2:CreateVpcEndpoint", When = "-OpenNetwork is said")]
[RequiresIamAction("ec2:AuthorizeSecurityGroupEgress", When = "-OpenNetwork is said")]
[RequiresIamAction("ec2:AuthorizeSecurityGroupIngress", When = "-OpenNetwork is said")]
[RequiresIamAction("sts:GetCallerIdentity")]
public sealed class EnableSessionLoggingCommand : AccessChangeCmdlet
{
    /// <summary>The bucket.</summary>
    [Parameter(Mandatory = true, Position = 0, HelpMessage = "The bucket for session logs; made where it is not there.")]
    [ValidateNotNullOrEmpty]
    public string BucketName { get; set; } = "";

    /// <summary>The log group.</summary>
    [Parameter(Position = 1, HelpMessage = "The log group for session logs; made where it is not there.")]
    [ValidateText(@"[\w./#-]{1,512}", "the name of a log group, such as /aws-hardening/session-logs")]
    public string LogGroupName { get; set; } = "/aws-hardening/session-logs";

    /// <summary>The prefix of keys.</summary>
    [Parameter(HelpMessage = "The prefix of the logs' keys in the bucket; left out, none.")]
    public string KeyPrefix { get; set; } = "";

    /// <summary>How long events are kept.</summary>
    [Parameter(HelpMessage = "Days for which the log group keeps events; never shortened where it keeps them longer.")]
    [ValidateSet("1", "3", "5", "7", "14", "30", "60", "90", "120", "150", "180", "365", "400", "545", "731", "1096", "1827", "2192", "2557", "2922", "3288", "3653")]
    public int RetentionInDays { get; set; } = 365;

    /// <summary>A KMS key.</summary>
    [Parameter(HelpMessage = "A KMS key that CloudWatch Logs may use, by id, ARN or alias; left out, one is made.")]
    [ValidateNotNullOrEmpty]
    public string? KmsKeyId { get; set; }

    /// <summary>The instances whose roles are to write logs.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "Instances whose roles are to write logs; left out, all that Systems Manager knows.")]
    [ArgumentCompleter(typeof(InstanceIdCompleter))]
    public string[] InstanceId { get; set; } = [];

    /// <summary>Make the endpoints and rules that are missing.</summary>
    [Parameter(HelpMessage = "Make the endpoints and rules without which instances cannot write; left out, they are named in warnings.")]
    public SwitchParameter OpenNetwork { get; set; }

    /// <summary>Cut flows that were not to be cut.</summary>
    [Parameter(HelpMessage = "Make an endpoint or rule even where others lose the service by it. Never skips -WhatIf.")]
    public SwitchParameter Force { get; set; }

    private readonly List<string> _ids = [];

    /// <inheritdoc />
    protected override void ProcessRecord() => _ids.AddRange(TakeRecord() ? InstanceId : []);

    /// <summary>Works at the end, because the preferences are one for all instances.</summary>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        var options = new SessionLoggingOptions
        {
            BucketName = BucketName, LogGroupName = LogGroupName, KeyPrefix = KeyPrefix, RetentionInDays = RetentionInDays, KmsKeyId = KmsKeyId,
            InstanceId = [.. _ids.Distinct()], OpenNetwork = OpenNetwork, Force = Force, RevertAfter = RevertAfter,
        };
        MakeOrPlan(
            (host, stop) => SessionLoggingOperation.PlanEnableAsync(OpenSession(), options, host, stop),
            (host, stop) => SessionLoggingOperation.EnableAsync(OpenSession(), options, host, stop));
    }
}
