namespace AwsHardening.Core.Reporting.Rules;

/// <summary>The root user has no signing certificate.</summary>
internal sealed class RootCertificate() : ResourceRule(FactTypes.AccountSummary)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "iam-root-signing-certificate",
        Title = "The root user has no signing certificate.",
        Severity = FindingSeverity.High,
        Service = "iam",
        Rationale = "Whoever has the key of such a certificate signs requests as root, and no policy of the account limits it.",
        Remediation = "Sign in as root and delete its X.509 certificates.",
        ByHand = "only the root user deletes a certificate of its own, and something may use it.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => Verdict.When(
        resource["SummaryMap.AccountSigningCertificatesPresent"].Number == 0, "it has none", "it has one", ("AccountSigningCertificatesPresent", resource["SummaryMap.AccountSigningCertificatesPresent"]));
}
