namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Security Hub is on in every Region.</summary>
internal sealed class SecurityHubEnabled() : PlaceRule(FactTypes.SecurityHubs)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "securityhub-enabled",
        Title = "Security Hub is on in every Region.",
        Severity = FindingSeverity.Low,
        Service = "securityhub",
        Compliance = RuleInfo.Cis("4.16", "4.16", "5.16", "5.16"),
        Rationale = "Findings of several services are seen by somebody where they come together.",
        Remediation = "Turn it on: aws securityhub enable-security-hub.",
        ByHand = "it costs by the check, and in which account its administrator is is a decision of the organization.",
    };

    protected override Verdict? Verdict(AuditPlace place)
    {
        var hub = place.One(FactTypes.SecurityHubs);
        return Reporting.Verdict.When(hub is not null, "it is on", "it is off", ("HubArn", hub?["HubArn"].Text ?? "none"));
    }
}
