using System.Management.Automation;
using AwsHardening.Core.Audit;
using AwsHardening.Core.Audit.Alarms;
using AwsHardening.Help;

namespace AwsHardening.Audit;

/// <summary>Removes what Enable-SecurityAlarm has made, by its journal.</summary>
[Cmdlet(VerbsLifecycle.Disable, "SecurityAlarm", DefaultParameterSetName = "Name", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(SecurityAlarmItem), typeof(HardeningPlan))]
[RequiresIamAction("sts:GetCallerIdentity")]
[RequiresIamAction("logs:DescribeMetricFilters", When = "a metric filter was made")]
[RequiresIamAction("logs:DeleteMetricFilter", When = "a metric filter was made")]
[RequiresIamAction("cloudwatch:DescribeAlarms", When = "an alarm was made")]
[RequiresIamAction("cloudwatch:DeleteAlarms", When = "an alarm was made")]
[RequiresIamAction("cloudwatch:DescribeAnomalyDetectors", When = "an anomaly detector was made")]
[RequiresIamAction("cloudwatch:DeleteAnomalyDetector", When = "an anomaly detector was made")]
[RequiresIamAction("events:DescribeRule", When = "a rule was made")]
[RequiresIamAction("events:ListTargetsByRule", When = "a rule was made")]
[RequiresIamAction("events:RemoveTargets", When = "a rule was made")]
[RequiresIamAction("events:DeleteRule", When = "a rule was made")]
[RequiresIamAction("sns:GetTopicAttributes", When = "a topic was made")]
[RequiresIamAction("sns:ListSubscriptionsByTopic", When = "a topic or a subscription was made")]
[RequiresIamAction("sns:DeleteTopic", When = "a topic was made")]
[RequiresIamAction("sns:Unsubscribe", When = "a subscription was made")]
[RequiresIamAction("kms:ListKeys", When = "a key was made")]
[RequiresIamAction("kms:DescribeKey", When = "a key was made")]
[RequiresIamAction("kms:GetKeyRotationStatus", When = "a key was made")]
[RequiresIamAction("kms:GetKeyPolicy", When = "a key was made")]
[RequiresIamAction("kms:PutKeyPolicy", When = "a key was made")]
[RequiresIamAction("kms:DeleteAlias", When = "a key was made")]
[RequiresIamAction("kms:ScheduleKeyDeletion", When = "a key was made")]
[RequiresIamAction("cloudtrail:DescribeTrails", When = "-IncludeLogDelivery is said")]
[RequiresIamAction("cloudtrail:GetTrailStatus", When = "-IncludeLogDelivery is said")]
[RequiresIamAction("cloudtrail:GetEventSelectors", When = "-IncludeLogDelivery is said")]
[RequiresIamAction("cloudtrail:UpdateTrail", When = "-IncludeLogDelivery is said")]
[RequiresIamAction("iam:GetRole", When = "-IncludeLogDelivery is said")]
[RequiresIamAction("iam:DeleteRole", When = "-IncludeLogDelivery is said")]
[RequiresIamAction("iam:GetRolePolicy", When = "-IncludeLogDelivery is said")]
[RequiresIamAction("iam:DeleteRolePolicy", When = "-IncludeLogDelivery is said")]
[RequiresIamAction("logs:DescribeLogGroups", When = "-IncludeLogDelivery is said")]
[RequiresIamAction("logs:DescribeLogStreams", When = "-IncludeLogDelivery is said")]
[RequiresIamAction("logs:DeleteLogGroup", When = "-IncludeLogDelivery is said")]
public sealed class DisableSecurityAlarmCommand : SecurityAlarmChangeCmdlet
{
    /// <summary>Take the delivery back too.</summary>
    [Parameter(HelpMessage = "Take back too that the trail delivers to CloudWatch Logs, where Enable-SecurityAlarm brought it about.")]
    public SwitchParameter IncludeLogDelivery { get; set; }

    /// <summary>Lose confirmed subscriptions without being asked.</summary>
    [Parameter(HelpMessage = "Delete a topic with confirmed subscriptions without being asked again. Never skips -WhatIf.")]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var options = new DisableAlarmOptions { Names = Names, IncludeLogDelivery = IncludeLogDelivery, Force = Force, RevertAfter = RevertAfter };
        MakeOrPlan(
            (host, stop) => SecurityAlarmOperation.PlanDisableAsync(OpenSession(), options, host, stop),
            (host, stop) => SecurityAlarmOperation.DisableAsync(OpenSession(), options, host, stop));
    }
}
