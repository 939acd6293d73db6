namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Member accounts administer the services of the organization.</summary>
internal sealed class OrganizationServiceAdministrators() : OrganizationRule()
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "organizations-service-administrators",
        Title = "Member accounts administer the services of the organization.",
        Severity = FindingSeverity.Low,
        Service = "organizations",
        Compliance = RuleInfo.Cis(null, null, null, "2.1.6"),
        Rationale = "Security services that are run from the management account bring people into it who need not be there.",
        Remediation = "Register a member account as delegated administrator of each service.",
        ByHand = "it is a decision of the organization, and no call of this module changes one.",
    };

    protected override Verdict Judge(AuditResource organization, AuditPlace place)
    {
        var found = organization["DelegatedAdministrators"].Items.Select(one => one["Id"].ToString()).ToArray();
        return Reporting.Verdict.When(found.Length > 0, $"{found.Length} do", "none does", ("DelegatedAdministrators", string.Join(", ", found)));
    }
}
