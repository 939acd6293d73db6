namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Service or resource control policies bound what accounts may do.</summary>
internal sealed class OrganizationGuardrails() : OrganizationRule()
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "organizations-guardrails",
        Title = "Service or resource control policies bound what accounts may do.",
        Severity = FindingSeverity.Medium,
        Service = "organizations",
        Compliance = RuleInfo.Cis(null, null, null, "2.1.2"),
        Rationale = "Without them an administrator of a member account can turn off what watches it.",
        Remediation = "Attach control policies that deny what no account should do to the root or the units.",
        ByHand = "what no account should do is yours to say.",
    };

    protected override Verdict Judge(AuditResource organization, AuditPlace place)
    {
        // AWS's own policies allow everything.
        var own = organization["Guardrails"].Items.Where(policy => policy["AwsManaged"].Flag != true && policy["Targets"].Items.Any()).ToArray();
        return Reporting.Verdict.When(own.Length > 0, $"{own.Length} policies are attached", "none but those that allow everything is attached",
            [("Policies", own.Length), .. own.Select(policy => (policy["Name"].ToString(), (object?)string.Join(", ", policy["Targets"].Items.Select(target => target["TargetId"]))))]);
    }
}
