namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Mail is signed with DKIM.</summary>
internal sealed class IdentityDkim() : ResourceRule(FactTypes.MailIdentities)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "ses-identity-dkim",
        Title = "Mail is signed with DKIM.",
        Severity = FindingSeverity.Medium,
        Service = "ses",
        Rationale = "Whoever gets mail that nobody signed cannot tell it from mail that somebody else wrote in this name.",
        Remediation = "Turn DKIM signing on: aws sesv2 put-email-identity-dkim-attributes --signing-enabled. An address signs as its domain does: make the domain an identity.",
        ByHand = "the records of the keys are to be in the domain's DNS, which may be kept elsewhere.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => Verdict.When(
        resource["Identity.DkimAttributes.SigningEnabled"].Flag == true, "it is signed", "it is not signed", ("SigningEnabled", resource["Identity.DkimAttributes.SigningEnabled"]));
}
