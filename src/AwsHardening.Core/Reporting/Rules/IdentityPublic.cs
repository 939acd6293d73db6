namespace AwsHardening.Core.Reporting.Rules;

/// <summary>No identity lets everybody send mail in its name.</summary>
internal sealed class IdentityPublic() : ResourceRule(FactTypes.MailIdentities)
{
    private const string Member = "Identity.Policies";

    public override RuleInfo Info { get; } = new()
    {
        Id = "ses-identity-public",
        Title = "No identity lets everybody send mail in its name.",
        Severity = FindingSeverity.High,
        Service = "ses",
        Compliance = RuleInfo.Cis(null, null, null, "2.21"),
        Rationale = "Mail in the name of a domain that everybody may use deceives its customers, and its reputation pays for it.",
        Remediation = "Name the principals that may send in the policy, or hold the statement to aws:SourceAccount: aws sesv2 update-email-identity-policy.",
        ByHand = "who is to send in its name is known to you alone.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => PolicyFacts.Closed(
        resource[Member].Element is not { } policies ? [] : policies.EnumerateObject().SelectMany(policy => PolicyFacts.Statements(new AuditValue(policy.Value), $"policy {policy.Name} of identity {resource["IdentityName"]}")),
        Member);
}
