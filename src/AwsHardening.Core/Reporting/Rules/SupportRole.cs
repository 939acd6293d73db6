namespace AwsHardening.Core.Reporting.Rules;

/// <summary>A role may talk to AWS Support.</summary>
internal sealed class SupportRole() : PlaceRule(FactTypes.Roles)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "iam-support-role",
        Title = "A role may talk to AWS Support.",
        Severity = FindingSeverity.Low,
        Service = "iam",
        Compliance = RuleInfo.Cis("1.17", "1.16", "2.16", "2.15"),
        Rationale = "In an incident somebody must be able to open a case, without root.",
        Remediation = "Make a role with the policy AWSSupportAccess.",
        ByHand = "whom the role is to trust is yours to say.",
    };

    protected override Verdict? Verdict(AuditPlace place)
    {
        var role = place.All(FactTypes.Roles).FirstOrDefault(one => one["AttachedManagedPolicies"].Items.Any(policy => policy["PolicyName"].Text == "AWSSupportAccess"));
        return Reporting.Verdict.When(role is not null, $"role {role?["RoleName"]} may", "no role has AWSSupportAccess", ("RoleName", role?["RoleName"].Text));
    }
}
