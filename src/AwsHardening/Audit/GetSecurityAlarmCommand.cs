using System.Management.Automation;
using AwsHardening.Core.Audit;
using AwsHardening.Help;

namespace AwsHardening.Audit;

/// <summary>Shows of each security alarm what it stands on, and whether it would tell anybody.</summary>
[Cmdlet(VerbsCommon.Get, "SecurityAlarm")]
[OutputType(typeof(SecurityAlarm))]
[RequiresIamAction("sts:GetCallerIdentity")]
[RequiresIamAction("cloudtrail:DescribeTrails")]
[RequiresIamAction("cloudtrail:GetTrailStatus")]
[RequiresIamAction("cloudtrail:GetEventSelectors")]
[RequiresIamAction("logs:DescribeMetricFilters")]
[RequiresIamAction("cloudwatch:DescribeAlarms")]
[RequiresIamAction("cloudwatch:DescribeAnomalyDetectors", When = "an alarm stands on what is unusual")]
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
public sealed class GetSecurityAlarmCommand : SecurityAlarmCmdlet
{
    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var options = Options;
        Emit((host, stop) => SecurityAlarmOperation.GetAsync(OpenSession(), options, host, stop));
    }
}
