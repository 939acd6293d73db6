namespace AwsHardening.Core.Reporting.Rules;

/// <summary>The root user has no access key.</summary>
internal sealed class RootAccessKey() : ResourceRule(FactTypes.AccountSummary)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "iam-root-access-key",
        Title = "The root user has no access key.",
        Severity = FindingSeverity.Critical,
        Service = "iam",
        Compliance = RuleInfo.Cis("1.4", "1.3", "2.3", "2.4", "FSBP/IAM.4"),
        Rationale = "A key of root may do everything, and no policy of the account limits it.",
        Remediation = "Sign in as root and delete its keys.",
        ByHand = "only the root user deletes a key of its own, and something may use it.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => Verdict.When(
        resource["SummaryMap.AccountAccessKeysPresent"].Number == 0, "it has none", "it has an access key", ("AccountAccessKeysPresent", resource["SummaryMap.AccountAccessKeysPresent"]));
}
