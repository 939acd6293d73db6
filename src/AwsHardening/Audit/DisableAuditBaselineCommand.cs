using System.Management.Automation;
using AwsHardening.Account;
using AwsHardening.Changes;
using AwsHardening.Core.Audit;
using AwsHardening.Help;

namespace AwsHardening.Audit;

/// <summary>Removes what Enable-AuditBaseline has made, by its journal.</summary>
[Cmdlet(VerbsLifecycle.Disable, "AuditBaseline", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(AuditBaselineItem), typeof(HardeningPlan))]
[RequiresIamAction("sts:GetCallerIdentity")]
[RequiresIamAction("cloudtrail:DescribeTrails", When = "the baseline made a trail")]
[RequiresIamAction("cloudtrail:GetTrailStatus", When = "the baseline made a trail")]
[RequiresIamAction("cloudtrail:GetEventSelectors", When = "the baseline made a trail")]
[RequiresIamAction("cloudtrail:StopLogging", When = "the baseline made a trail")]
[RequiresIamAction("cloudtrail:DeleteTrail", When = "the baseline made a trail")]
[RequiresIamAction("config:DescribeConfigurationRecorders", When = "the baseline made a recorder")]
[RequiresIamAction("config:DescribeConfigurationRecorderStatus", When = "the baseline made a recorder")]
[RequiresIamAction("config:DescribeDeliveryChannels", When = "the baseline made a recorder")]
[RequiresIamAction("config:StopConfigurationRecorder", When = "the baseline made a recorder")]
[RequiresIamAction("config:DeleteDeliveryChannel", When = "the baseline made a recorder")]
[RequiresIamAction("config:DeleteConfigurationRecorder", When = "the baseline made a recorder")]
[RequiresIamAction("iam:GetRole", When = "the baseline made the role of AWS Config")]
[RequiresIamAction("iam:DeleteServiceLinkedRole", When = "the baseline made the role of AWS Config")]
[RequiresIamAction("guardduty:ListDetectors", When = "the baseline made a detector")]
[RequiresIamAction("guardduty:GetDetector", When = "the baseline made a detector")]
[RequiresIamAction("guardduty:DeleteDetector", When = "the baseline made a detector")]
[RequiresIamAction("ec2:DescribeFlowLogs", When = "the baseline made flow logs")]
[RequiresIamAction("ec2:DeleteFlowLogs", When = "the baseline made flow logs")]
[RequiresIamAction("access-analyzer:ListAnalyzers", When = "the baseline made an analyzer")]
[RequiresIamAction("access-analyzer:DeleteAnalyzer", When = "the baseline made an analyzer")]
[RequiresIamAction("s3:GetAccountPublicAccessBlock", When = "the baseline blocked public access")]
[RequiresIamAction("s3:PutAccountPublicAccessBlock", When = "the baseline blocked public access")]
[RequiresIamAction("s3:ListBucket", When = "the baseline made a bucket")]
[RequiresIamAction("s3:ListBucketVersions", When = "the baseline made a bucket")]
[RequiresIamAction("s3:DeleteBucket", When = "the baseline made a bucket")]
[RequiresIamAction("s3:DeleteObjectVersion", When = "-PurgeBucket is said")]
public sealed class DisableAuditBaselineCommand : SessionCmdlet
{
    /// <summary>Delete the bucket with its logs.</summary>
    [Parameter(HelpMessage = "Delete the bucket that the baseline made, with every version of every log in it. Its name must be typed.")]
    public SwitchParameter PurgeBucket { get; set; }

    /// <summary>The bucket's name, typed.</summary>
    [Parameter(HelpMessage = "The name of the bucket to delete, instead of being asked to type it.")]
    [ValidateNotNullOrEmpty]
    public string? ConfirmBucketName { get; set; }

    /// <summary>Write a plan instead of acting.</summary>
    [Parameter(HelpMessage = "Write a HardeningPlan instead of acting: nothing is asked and nothing is changed. Data is never part of it.")]
    public SwitchParameter PlanOnly { get; set; }

    /// <summary>Set the baseline up again unless its removal is confirmed in time.</summary>
    [Parameter(HelpMessage = "Set the baseline up again after this time by itself, unless Confirm-HardeningChange keeps the removal.")]
    [ValidateRevertAfter]
    public TimeSpan? RevertAfter { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        this.RefuseRevertOfPlan(RevertAfter, PlanOnly);
        var options = new DisableBaselineOptions { PurgeBucket = PurgeBucket, ConfirmBucketName = ConfirmBucketName, RevertAfter = RevertAfter };
        if (PlanOnly)
        {
            EmitOne((host, stop) => AuditBaselineOperation.PlanDisableAsync(OpenSession(), options, host, stop));
        }
        else
        {
            Emit((host, stop) => AuditBaselineOperation.DisableAsync(OpenSession(), options, host, stop));
        }
    }
}
