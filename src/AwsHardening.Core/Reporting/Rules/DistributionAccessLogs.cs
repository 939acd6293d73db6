namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Distributions write access logs.</summary>
internal sealed class DistributionAccessLogs() : ResourceRule(FactTypes.Distributions, FactTypes.DistributionDeliveries)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "cloudfront-access-logs",
        Title = "Distributions write access logs.",
        Severity = FindingSeverity.Medium,
        Service = "cloudfront",
        Compliance = RuleInfo.Cis(null, null, null, "4.10", "FSBP/CloudFront.5"),
        Rationale = "Without access logs nobody can say who asked a site for what.",
        Remediation = "Turn standard logging on: in the configuration of the distribution, or by a delivery of CloudWatch Logs, which takes buckets, log groups and streams.",
        ByHand = "where the logs go and what they cost is yours to say.",
    };

    // Security Hub looks at the configuration alone; logs that go another way are logs too.
    protected override Verdict? Judge(AuditResource resource, AuditPlace place)
    {
        var deliveries = place.With(FactTypes.DistributionDeliveries, "resourceArns[]", resource["ARN"].Text).Where(one => one["logType"].Text == "ACCESS_LOGS").ToArray();
        return Verdict.When(
            resource["Config.Logging.Enabled"].Flag == true || deliveries.Length > 0, "it does", "it writes none",
            [("Config.Logging.Enabled", resource["Config.Logging.Enabled"]), ("Config.Logging.Bucket", resource["Config.Logging.Bucket"]), .. deliveries.Select(one => ("Delivery", (object?)one["arn"]))]);
    }
}
