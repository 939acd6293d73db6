using System.Management.Automation;
using AwsHardening.Core.Audit;
using AwsHardening.Help;

namespace AwsHardening.Audit;

/// <summary>Checks of each security alarm link by link whether an event would reach somebody.</summary>
[Cmdlet(VerbsDiagnostic.Test, "SecurityAlarm", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(SecurityAlarmTest))]
[RequiresIamAction("sts:GetCallerIdentity")]
[RequiresIamAction("cloudtrail:DescribeTrails")]
[RequiresIamAction("cloudtrail:GetTrailStatus")]
[RequiresIamAction("cloudtrail:GetEventSelectors")]
[RequiresIamAction("logs:DescribeMetricFilters")]
[RequiresIamAction("logs:TestMetricFilter")]
[RequiresIamAction("cloudwatch:DescribeAlarms")]
[RequiresIamAction("cloudwatch:DescribeAnomalyDetectors", When = "an alarm stands on what is unusual")]
[RequiresIamAction("cloudwatch:SetAlarmState", When = "-Send is said")]
[RequiresIamAction("cloudwatch:DescribeAlarmHistory", When = "-Send is said")]
[RequiresIamAction("sns:GetTopicAttributes")]
[RequiresIamAction("sns:ListSubscriptionsByTopic")]
[RequiresIamAction("kms:DescribeKey", When = "a topic is encrypted")]
[RequiresIamAction("kms:GetKeyPolicy", When = "a topic is encrypted")]
[RequiresIamAction("events:DescribeRule", When = "findings are told of")]
[RequiresIamAction("events:ListRules", When = "findings are told of")]
[RequiresIamAction("events:ListTargetsByRule", When = "findings are told of")]
[RequiresIamAction("events:TestEventPattern", When = "findings are told of")]
[RequiresIamAction("guardduty:ListDetectors", When = "findings are told of")]
[RequiresIamAction("guardduty:GetDetector", When = "findings are told of")]
public sealed class TestSecurityAlarmCommand : SecurityAlarmCmdlet
{
    /// <summary>Have the alarms tell their topics.</summary>
    [Parameter(HelpMessage = "Have each alarm of a real account tell its topic, by setting its state for a moment: people get mail.")]
    public SwitchParameter Send { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var (options, send) = (Options, (bool)Send);
        Emit((host, stop) => SecurityAlarmOperation.TestAsync(OpenSession(), options, send, host, stop));
    }
}
