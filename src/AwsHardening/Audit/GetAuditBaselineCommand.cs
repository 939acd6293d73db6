using System.Management.Automation;
using AwsHardening.Account;
using AwsHardening.Core.Audit;
using AwsHardening.Help;

namespace AwsHardening.Audit;

/// <summary>Shows what each Region has of the audit baseline.</summary>
[Cmdlet(VerbsCommon.Get, "AuditBaseline")]
[OutputType(typeof(AuditBaselineFact))]
[RequiresIamAction("sts:GetCallerIdentity")]
[RequiresIamAction("ec2:DescribeRegions")]
[RequiresIamAction("cloudtrail:DescribeTrails", When = "-Include has CloudTrail")]
[RequiresIamAction("cloudtrail:ListTrails", When = "-Include has CloudTrail")]
[RequiresIamAction("cloudtrail:GetTrailStatus", When = "-Include has CloudTrail")]
[RequiresIamAction("cloudtrail:GetEventSelectors", When = "-Include has CloudTrail")]
[RequiresIamAction("config:DescribeConfigurationRecorders", When = "-Include has Config")]
[RequiresIamAction("config:DescribeConfigurationRecorderStatus", When = "-Include has Config")]
[RequiresIamAction("config:DescribeDeliveryChannels", When = "-Include has Config")]
[RequiresIamAction("guardduty:ListDetectors", When = "-Include has GuardDuty")]
[RequiresIamAction("guardduty:GetDetector", When = "-Include has GuardDuty")]
[RequiresIamAction("ec2:DescribeVpcs", When = "-Include has FlowLogs")]
[RequiresIamAction("ec2:DescribeFlowLogs", When = "-Include has FlowLogs")]
[RequiresIamAction("access-analyzer:ListAnalyzers", When = "-Include has AccessAnalyzer")]
[RequiresIamAction("s3:GetAccountPublicAccessBlock", When = "-Include has BucketPublicAccessBlock")]
[RequiresIamAction("ec2:GetEbsEncryptionByDefault", When = "-Include has EbsEncryption")]
public sealed class GetAuditBaselineCommand : RegionsCmdlet
{
    /// <summary>The parts.</summary>
    [Parameter(Position = 0, HelpMessage = "The parts to look at: CloudTrail, Config and GuardDuty unless others are said.")]
    [ValidateNotNullOrEmpty]
    public AuditBaselineService[] Include { get; set; } =
        [AuditBaselineService.CloudTrail, AuditBaselineService.Config, AuditBaselineService.GuardDuty];

    /// <summary>The home Region.</summary>
    [Parameter(HelpMessage = "The Region that is to record global types; the session's unless said.")]
    [ArgumentCompleter(typeof(Completion.RegionCompleter))]
    [ValidateNotNullOrEmpty]
    public string? HomeRegion { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var options = new AuditBaselineOptions { Regions = Region ?? [], Include = Include, HomeRegion = HomeRegion, ThrottleLimit = ThrottleLimit };
        Emit((host, stop) => AuditBaselineOperation.GetAsync(OpenSession(), options, host, stop));
    }
}
