namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Trails deliver to CloudWatch Logs.</summary>
internal sealed class TrailCloudWatchLogs() : TrailRule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "cloudtrail-cloudwatch-logs",
        Title = "Trails deliver to CloudWatch Logs.",
        Severity = FindingSeverity.Low,
        Service = "cloudtrail",
        Compliance = ["FSBP/CloudTrail.5"],
        Rationale = "Alarms can be raised on what reaches CloudWatch Logs, within minutes.",
        Remediation = "Give the trail a log group: Enable-AuditBaseline -Include CloudTrail does, with -CloudWatchLogsLogGroupArn and -CloudWatchLogsRoleArn.",
        ByHand = "CloudWatch Logs charges for what it takes in, and the group and the role that write to it are yours to say.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => Verdict.When(
        resource["CloudWatchLogsLogGroupArn"].Exists, "it delivers to a log group", "it delivers to no log group", ("CloudWatchLogsLogGroupArn", resource["CloudWatchLogsLogGroupArn"]));
}
