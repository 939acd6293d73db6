using System.Management.Automation;
using AwsHardening.Account;
using AwsHardening.Changes;
using AwsHardening.Core.Audit;
using AwsHardening.Help;

namespace AwsHardening.Audit;

/// <summary>Sets up the logging of an account in all its Regions: what is missing is made, what falls short is raised.</summary>
[Cmdlet(VerbsLifecycle.Enable, "AuditBaseline", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(AuditBaselineItem), typeof(HardeningPlan))]
[RequiresIamAction("sts:GetCallerIdentity")]
[RequiresIamAction("ec2:DescribeRegions")]
[RequiresIamAction("s3:ListBucket", When = "something delivers to the bucket")]
[RequiresIamAction("s3:GetBucketPolicy", When = "something delivers to the bucket")]
[RequiresIamAction("s3:GetBucketOwnershipControls", When = "something delivers to the bucket, or -Include has BucketPublicAccessBlock")]
[RequiresIamAction("s3:GetBucketVersioning", When = "something delivers to the bucket")]
[RequiresIamAction("s3:GetEncryptionConfiguration", When = "something delivers to the bucket")]
[RequiresIamAction("s3:GetLifecycleConfiguration", When = "something delivers to the bucket")]
[RequiresIamAction("s3:GetBucketTagging", When = "something delivers to the bucket")]
[RequiresIamAction("s3:GetBucketPublicAccessBlock", When = "something delivers to the bucket, or -Include has BucketPublicAccessBlock")]
[RequiresIamAction("s3:CreateBucket", When = "something delivers to the bucket")]
[RequiresIamAction("s3:DeleteBucket", When = "a new bucket has to be taken back")]
[RequiresIamAction("s3:PutBucketPolicy", When = "something delivers to the bucket")]
[RequiresIamAction("s3:DeleteBucketPolicy", When = "a change has to be taken back")]
[RequiresIamAction("s3:PutBucketOwnershipControls", When = "something delivers to the bucket")]
[RequiresIamAction("s3:PutBucketVersioning", When = "something delivers to the bucket")]
[RequiresIamAction("s3:PutEncryptionConfiguration", When = "something delivers to the bucket")]
[RequiresIamAction("s3:PutBucketPublicAccessBlock", When = "something delivers to the bucket")]
[RequiresIamAction("s3:PutLifecycleConfiguration", When = "-NoncurrentVersionExpirationInDays is said")]
[RequiresIamAction("cloudtrail:DescribeTrails", When = "-Include has CloudTrail")]
[RequiresIamAction("cloudtrail:ListTrails", When = "-Include has CloudTrail")]
[RequiresIamAction("cloudtrail:GetTrailStatus", When = "-Include has CloudTrail")]
[RequiresIamAction("cloudtrail:GetEventSelectors", When = "-Include has CloudTrail")]
[RequiresIamAction("cloudtrail:CreateTrail", When = "-Include has CloudTrail")]
[RequiresIamAction("cloudtrail:UpdateTrail", When = "-Include has CloudTrail")]
[RequiresIamAction("cloudtrail:PutEventSelectors", When = "-Include has CloudTrail")]
[RequiresIamAction("cloudtrail:StartLogging", When = "-Include has CloudTrail")]
[RequiresIamAction("cloudtrail:StopLogging", When = "a change has to be taken back")]
[RequiresIamAction("cloudtrail:DeleteTrail", When = "a change has to be taken back")]
[RequiresIamAction("iam:PassRole", When = "-Include has Config, or -CloudWatchLogsRoleArn is said")]
[RequiresIamAction("iam:GetRole", When = "-Include has Config")]
[RequiresIamAction("iam:CreateServiceLinkedRole", When = "-Include has Config, GuardDuty or AccessAnalyzer")]
[RequiresIamAction("config:DescribeConfigurationRecorders", When = "-Include has Config")]
[RequiresIamAction("config:DescribeConfigurationRecorderStatus", When = "-Include has Config")]
[RequiresIamAction("config:DescribeDeliveryChannels", When = "-Include has Config")]
[RequiresIamAction("config:PutConfigurationRecorder", When = "-Include has Config")]
[RequiresIamAction("config:PutDeliveryChannel", When = "-Include has Config")]
[RequiresIamAction("config:StartConfigurationRecorder", When = "-Include has Config")]
[RequiresIamAction("config:StopConfigurationRecorder", When = "a change has to be taken back")]
[RequiresIamAction("config:DeleteDeliveryChannel", When = "a change has to be taken back")]
[RequiresIamAction("config:DeleteConfigurationRecorder", When = "a change has to be taken back")]
[RequiresIamAction("guardduty:ListDetectors", When = "-Include has GuardDuty")]
[RequiresIamAction("guardduty:GetDetector", When = "-Include has GuardDuty")]
[RequiresIamAction("guardduty:CreateDetector", When = "-Include has GuardDuty")]
[RequiresIamAction("guardduty:UpdateDetector", When = "-Include has GuardDuty")]
[RequiresIamAction("ec2:DescribeVpcs", When = "-Include has FlowLogs")]
[RequiresIamAction("ec2:DescribeFlowLogs", When = "-Include has FlowLogs")]
[RequiresIamAction("ec2:CreateFlowLogs", When = "-Include has FlowLogs")]
[RequiresIamAction("logs:CreateLogDelivery", When = "-Include has FlowLogs")]
[RequiresIamAction("access-analyzer:ListAnalyzers", When = "-Include has AccessAnalyzer")]
[RequiresIamAction("access-analyzer:CreateAnalyzer", When = "-Include has AccessAnalyzer")]
[RequiresIamAction("s3:GetAccountPublicAccessBlock", When = "-Include has BucketPublicAccessBlock")]
[RequiresIamAction("s3:PutAccountPublicAccessBlock", When = "-Include has BucketPublicAccessBlock")]
[RequiresIamAction("s3:ListAllMyBuckets", When = "-Include has BucketPublicAccessBlock")]
[RequiresIamAction("s3:GetBucketPolicyStatus", When = "-Include has BucketPublicAccessBlock")]
[RequiresIamAction("s3:GetBucketAcl", When = "-Include has BucketPublicAccessBlock")]
[RequiresIamAction("s3:GetBucketLocation", When = "-Include has BucketPublicAccessBlock, and the endpoint lists buckets without their Regions")]
[RequiresIamAction("ec2:GetEbsEncryptionByDefault", When = "-Include has EbsEncryption")]
[RequiresIamAction("ec2:EnableEbsEncryptionByDefault", When = "-Include has EbsEncryption")]
public sealed class EnableAuditBaselineCommand : RegionsCmdlet
{
    /// <summary>The parts.</summary>
    [Parameter(Position = 0, HelpMessage = "The parts to set up: CloudTrail, Config and GuardDuty unless others are said.")]
    [ValidateNotNullOrEmpty]
    public AuditBaselineService[] Include { get; set; } =
        [AuditBaselineService.CloudTrail, AuditBaselineService.Config, AuditBaselineService.GuardDuty];

    /// <summary>The trail's name.</summary>
    [Parameter(HelpMessage = "The trail's name. One that AWS does not take is corrected, with a warning.")]
    [ValidateNotNullOrEmpty]
    public string? TrailName { get; set; }

    /// <summary>The bucket's name.</summary>
    [Parameter(HelpMessage = "The bucket that logs are delivered to; made, or raised where it is there.")]
    [ValidateNotNullOrEmpty]
    public string? BucketName { get; set; }

    /// <summary>What keys begin with.</summary>
    [Parameter(HelpMessage = "What keys in the bucket begin with.")]
    [ValidateNotNullOrEmpty]
    [ValidateLength(1, 200)]
    public string? KeyPrefix { get; set; }

    /// <summary>A KMS key.</summary>
    [Parameter(HelpMessage = "A KMS key for the trail's log files, by id, ARN or alias; its policy must let CloudTrail use it.")]
    [ValidateNotNullOrEmpty]
    public string? KmsKeyId { get; set; }

    /// <summary>The home Region.</summary>
    [Parameter(HelpMessage = "The Region of the trail, of the bucket and of the recorder of global types; the session's unless said.")]
    [ArgumentCompleter(typeof(Completion.RegionCompleter))]
    [ValidateNotNullOrEmpty]
    public string? HomeRegion { get; set; }

    /// <summary>A log group.</summary>
    [Parameter(HelpMessage = "A CloudWatch Logs group, by ARN, that the trail delivers to as well.")]
    [ValidateNotNullOrEmpty]
    public string? CloudWatchLogsLogGroupArn { get; set; }

    /// <summary>The role for the log group.</summary>
    [Parameter(HelpMessage = "The role, by ARN, that CloudTrail writes to the log group with.")]
    [ValidateNotNullOrEmpty]
    public string? CloudWatchLogsRoleArn { get; set; }

    /// <summary>Data events.</summary>
    [Parameter(HelpMessage = "Types of resources whose data events the trail logs too; these cost money by the event.")]
    [ValidateSet("AWS::S3::Object", "AWS::Lambda::Function", "AWS::DynamoDB::Table")]
    public string[] DataEvent { get; set; } = [];

    /// <summary>Protection plans.</summary>
    [Parameter(HelpMessage = "GuardDuty's protection plans that are to be on; those that are not named stay as they are, or as AWS makes them.")]
    [ValidateSet("S3_DATA_EVENTS", "EKS_AUDIT_LOGS", "EBS_MALWARE_PROTECTION", "RDS_LOGIN_EVENTS", "LAMBDA_NETWORK_LOGS", "RUNTIME_MONITORING")]
    public string[] ProtectionPlan { get; set; } = [];

    /// <summary>Days after which versions that are no longer current are deleted.</summary>
    [Parameter(HelpMessage = "Days after which S3 deletes versions of logs that are no longer current; left out, none is deleted.")]
    [ValidateRange(1, int.MaxValue)]
    public int NoncurrentVersionExpirationInDays { get; set; }

    /// <summary>Make a second trail.</summary>
    [Parameter(HelpMessage = "Make the trail of -TrailName even where another trail is there already: it costs money.")]
    public SwitchParameter AllowSecondTrail { get; set; }

    /// <summary>Block public access without being asked again.</summary>
    [Parameter(HelpMessage = "Block public access even where buckets are public now, or may be, without being asked again.")]
    public SwitchParameter Force { get; set; }

    /// <summary>Wait for the first delivery.</summary>
    [Parameter(HelpMessage = "Wait until the trail has delivered for the first time, 20 minutes at most.")]
    public SwitchParameter Wait { get; set; }

    /// <summary>Write a plan instead of acting.</summary>
    [Parameter(HelpMessage = "Write a HardeningPlan instead of acting: nothing is asked and nothing is changed.")]
    public SwitchParameter PlanOnly { get; set; }

    /// <summary>Take the changes back unless they are confirmed in time.</summary>
    [Parameter(HelpMessage = "Take the changes back after this time by themselves, unless Confirm-HardeningChange keeps them.")]
    [ValidateRevertAfter]
    public TimeSpan? RevertAfter { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        this.RefuseRevertOfPlan(RevertAfter, PlanOnly);
        var options = new AuditBaselineOptions
        {
            Regions = Region ?? [],
            Include = Include,
            HomeRegion = HomeRegion,
            TrailName = TrailName,
            BucketName = BucketName,
            KeyPrefix = KeyPrefix?.Trim('/'),
            KmsKeyId = KmsKeyId,
            LogGroupArn = CloudWatchLogsLogGroupArn,
            LogRoleArn = CloudWatchLogsRoleArn,
            DataEvents = DataEvent,
            ProtectionPlans = ProtectionPlan,
            NoncurrentVersionExpirationInDays = NoncurrentVersionExpirationInDays > 0 ? NoncurrentVersionExpirationInDays : null,
            AllowSecondTrail = AllowSecondTrail,
            ThrottleLimit = ThrottleLimit,
            Force = Force,
            Wait = Wait,
            RevertAfter = RevertAfter,
        };
        if (PlanOnly)
        {
            EmitOne((host, stop) => AuditBaselineOperation.PlanAsync(OpenSession(), options, host, stop));
        }
        else
        {
            Emit((host, stop) => AuditBaselineOperation.EnableAsync(OpenSession(), options, host, stop));
        }
    }
}
