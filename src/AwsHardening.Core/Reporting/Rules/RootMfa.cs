namespace AwsHardening.Core.Reporting.Rules;

/// <summary>The root user has MFA.</summary>
internal sealed class RootMfa() : ResourceRule(FactTypes.AccountSummary)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "iam-root-mfa",
        Title = "The root user has MFA.",
        Severity = FindingSeverity.Critical,
        Service = "iam",
        Compliance = RuleInfo.Cis("1.5", "1.4", "2.4", "2.5"),
        Rationale = "Whoever has the password of root, or its mailbox, has the account.",
        Remediation = "Sign in as root and add an MFA device.",
        ByHand = "only the root user adds a device.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => Verdict.When(
        resource["SummaryMap.AccountMFAEnabled"].Number == 1, "it has MFA", "it has no MFA", ("AccountMFAEnabled", resource["SummaryMap.AccountMFAEnabled"]));
}
