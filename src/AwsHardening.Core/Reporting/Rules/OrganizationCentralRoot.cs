namespace AwsHardening.Core.Reporting.Rules;

/// <summary>The root users of member accounts are managed centrally.</summary>
internal sealed class OrganizationCentralRoot() : OrganizationRule()
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "organizations-central-root",
        Title = "The root users of member accounts are managed centrally.",
        Severity = FindingSeverity.Medium,
        Service = "organizations",
        Compliance = RuleInfo.Cis(null, null, null, "2.1.1"),
        Rationale = "Each member has a root user with a mailbox, a password and nobody who looks at it.",
        Remediation = "Turn central management of root credentials on: aws iam enable-organizations-root-credentials-management.",
        ByHand = "it is a decision of the organization, and no call of this module changes one.",
    };

    protected override Verdict Judge(AuditResource organization, AuditPlace place)
    {
        var features = organization["Features"].Items.Select(one => one.ToString()).ToArray();
        return Reporting.Verdict.When(features.Contains("RootCredentialsManagement"), "they are", "they are not", ("EnabledFeatures", string.Join(", ", features)));
    }
}
