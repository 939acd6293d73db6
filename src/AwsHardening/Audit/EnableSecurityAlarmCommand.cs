using System.Management.Automation;
using AwsHardening.Completion;
using AwsHardening.Core.Audit.Alarms;
using AwsHardening.Core.Audit;
using AwsHardening.Help;
using AwsHardening.Pipeline;

namespace AwsHardening.Audit;

/// <summary>Has somebody told of what happens in an account: filter, metric, alarm and topic, on what a trail logs.</summary>
[Cmdlet(VerbsLifecycle.Enable, "SecurityAlarm", DefaultParameterSetName = "Name", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(SecurityAlarmItem), typeof(HardeningPlan))]
[RequiresIamAction("sts:GetCallerIdentity")]
[RequiresIamAction("cloudtrail:DescribeTrails", When = "an alarm stands on a trail")]
[RequiresIamAction("cloudtrail:GetTrailStatus", When = "an alarm stands on a trail")]
[RequiresIamAction("cloudtrail:GetEventSelectors", When = "an alarm stands on a trail")]
[RequiresIamAction("logs:DescribeMetricFilters", When = "an alarm stands on a trail")]
[RequiresIamAction("logs:PutMetricFilter", When = "an alarm stands on a trail")]
[RequiresIamAction("cloudwatch:DescribeAlarms", When = "an alarm stands on a trail")]
[RequiresIamAction("cloudwatch:PutMetricAlarm", When = "an alarm stands on a trail")]
[RequiresIamAction("cloudwatch:DescribeAnomalyDetectors", When = "an alarm stands on what is unusual")]
[RequiresIamAction("cloudwatch:PutAnomalyDetector", When = "an alarm stands on what is unusual")]
[RequiresIamAction("logs:DescribeLogGroups", When = "the trail delivers to no log group")]
[RequiresIamAction("logs:DescribeLogStreams", When = "the trail delivers to no log group")]
[RequiresIamAction("logs:CreateLogGroup", When = "the trail delivers to no log group")]
[RequiresIamAction("logs:PutRetentionPolicy", When = "the trail delivers to no log group")]
[RequiresIamAction("iam:GetRole", When = "the trail delivers to no log group")]
[RequiresIamAction("iam:CreateRole", When = "the trail delivers to no log group")]
[RequiresIamAction("iam:GetRolePolicy", When = "the trail delivers to no log group")]
[RequiresIamAction("iam:PutRolePolicy", When = "the trail delivers to no log group")]
[RequiresIamAction("iam:PassRole", When = "the trail delivers to no log group")]
[RequiresIamAction("cloudtrail:UpdateTrail", When = "the trail delivers to no log group")]
[RequiresIamAction("kms:DescribeKey", When = "a topic is encrypted")]
[RequiresIamAction("kms:GetKeyPolicy", When = "a topic is encrypted")]
[RequiresIamAction("kms:CreateKey", When = "-TopicArn is left out")]
[RequiresIamAction("kms:EnableKeyRotation", When = "-TopicArn is left out")]
[RequiresIamAction("kms:CreateAlias", When = "-TopicArn is left out")]
[RequiresIamAction("kms:PutKeyPolicy", When = "-TopicArn is left out")]
[RequiresIamAction("sns:GetTopicAttributes")]
[RequiresIamAction("sns:ListSubscriptionsByTopic")]
[RequiresIamAction("sns:CreateTopic", When = "-TopicArn is left out")]
[RequiresIamAction("sns:SetTopicAttributes", When = "-TopicArn is left out")]
[RequiresIamAction("sns:Subscribe", When = "-Email is said")]
[RequiresIamAction("events:DescribeRule", When = "findings are told of")]
[RequiresIamAction("events:ListRules", When = "findings are told of")]
[RequiresIamAction("events:ListTargetsByRule", When = "findings are told of")]
[RequiresIamAction("events:TestEventPattern", When = "findings are told of")]
[RequiresIamAction("events:PutRule", When = "findings are told of")]
[RequiresIamAction("events:PutTargets", When = "findings are told of")]
public sealed class EnableSecurityAlarmCommand : SecurityAlarmChangeCmdlet
{
    /// <summary>Who is told.</summary>
    [Parameter(HelpMessage = "Addresses that are told by e-mail, once each has confirmed it.")]
    [ValidateText(@"[^@\s|]+@[^@\s|]+", "an e-mail address, such as security@example.com")]
    [ValidateNotNullOrEmpty]
    public string[] Email { get; set; } = [];

    /// <summary>A topic of the user's own.</summary>
    [Parameter(HelpMessage = "A topic of yours that is told instead of one that is made; it stays as it is, and what it lacks is said.")]
    [ValidateText(@"arn:[\w-]+:sns:[\w-]+:\d{12}:[\w-]+", "the ARN of a topic, such as arn:aws:sns:us-east-1:123456789012:security")]
    public string? TopicArn { get; set; }

    /// <summary>The trail.</summary>
    [Parameter(HelpMessage = "The trail, by name or ARN; left out, the one that serves best.")]
    [ArgumentCompleter(typeof(TrailNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string? TrailName { get; set; }

    /// <summary>The log group to be made.</summary>
    [Parameter(HelpMessage = "The log group that is made where the trail delivers to none.")]
    [ValidateText(@"[\w./#-]{1,512}", "the name of a log group, such as /aws/cloudtrail/audit")]
    public string? LogGroupName { get; set; }

    /// <summary>The metrics' namespace.</summary>
    [Parameter(HelpMessage = "The namespace of the metrics that filters count in.")]
    [ValidateText(@"(?!AWS/)[\w./#:-]{1,255}", "a namespace of metrics of your own, such as Security/Alarms: those that begin with AWS/ are AWS's")]
    public string Namespace { get; set; } = SecurityAlarmOptions.DefaultNamespace;

    /// <summary>The least severity of findings.</summary>
    [Parameter(HelpMessage = "The severity from which on findings of GuardDuty are told of.")]
    [ValidateSet("Low", "Medium", "High", "Critical")]
    public string MinimumSeverity { get; set; } = "High";

    /// <summary>How long a new log group keeps events.</summary>
    [Parameter(HelpMessage = "Days for which a new log group keeps its events: one of the numbers that CloudWatch Logs knows.")]
    [ValidateSet("1", "3", "5", "7", "14", "30", "60", "90", "120", "150", "180", "365", "400", "545", "731", "1096", "1827", "2192", "2557", "2922", "3288", "3653")]
    public int RetentionInDays { get; set; } = 365;

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var options = new SecurityAlarmOptions
        {
            Names = Names,
            Emails = [.. Email.Distinct(StringComparer.OrdinalIgnoreCase)],
            TopicArn = TopicArn,
            TrailName = TrailName,
            LogGroupName = LogGroupName,
            Namespace = Namespace,
            MinimumSeverity = MinimumSeverity,
            RetentionInDays = RetentionInDays,
            RevertAfter = RevertAfter,
        };
        MakeOrPlan(
            (host, stop) => SecurityAlarmOperation.PlanEnableAsync(OpenSession(), options, host, stop),
            (host, stop) => SecurityAlarmOperation.EnableAsync(OpenSession(), options, host, stop));
    }
}
