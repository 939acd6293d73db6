namespace AwsHardening.Core.Reporting.Rules;

/// <summary>The keys that mail is signed with are found in DNS.</summary>
internal sealed class IdentityDkimVerified() : ResourceRule(FactTypes.MailIdentities)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "ses-identity-dkim-verified",
        Title = "The keys that mail is signed with are found in DNS.",
        Severity = FindingSeverity.Medium,
        Service = "ses",
        Rationale = "SES signs nothing until it has found the keys, and a signature whose key nobody finds proves nothing.",
        Remediation = "Publish the records that aws sesv2 get-email-identity shows as Tokens in the domain's DNS.",
        ByHand = "the domain's DNS may be kept elsewhere.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => resource["Identity.DkimAttributes.SigningEnabled"].Flag != true ? null
        : Verdict.When(
            resource["Identity.DkimAttributes.Status"].Text == "SUCCESS", "they are found", $"their status is {resource["Identity.DkimAttributes.Status"]}", ("Status", resource["Identity.DkimAttributes.Status"]));
}
