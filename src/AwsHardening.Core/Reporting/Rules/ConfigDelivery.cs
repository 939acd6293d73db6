namespace AwsHardening.Core.Reporting.Rules;

/// <summary>AWS Config delivers what it records.</summary>
internal sealed class ConfigDelivery() : ResourceRule(FactTypes.DeliveryStatus)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "config-delivery",
        Title = "AWS Config delivers what it records.",
        Severity = FindingSeverity.Medium,
        Service = "config",
        Rationale = "A recorder whose bucket refuses it goes on, and nothing arrives.",
        Remediation = "Look at the bucket and its policy: AWS names the error.",
        ByHand = "what keeps it from delivering may be its bucket, its policy or its key, and each may be so on purpose.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place)
    {
        var failed = new[] { "configHistoryDeliveryInfo", "configSnapshotDeliveryInfo", "configStreamDeliveryInfo" }.Where(one => resource[$"{one}.lastStatus"].Text?.ToUpperInvariant() == "FAILURE").ToArray();
        return Verdict.When(failed.Length == 0, "no delivery failed", $"the last delivery failed: {string.Join(", ", failed.Select(one => resource[$"{one}.lastErrorCode"]))}", [.. failed.Select(one => (one, (object?)resource[one]))]);
    }
}
