namespace AwsHardening.Core.Reporting.Rules;

/// <summary>No event bus takes events from everybody.</summary>
internal sealed class EventBusPublic() : ResourceRule(FactTypes.EventBuses)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "eventbridge-bus-public",
        Title = "No event bus takes events from everybody.",
        Severity = FindingSeverity.High,
        Service = "events",
        Compliance = RuleInfo.Cis(null, null, null, "2.21"),
        Rationale = "Whoever may put events sets off what the rules of the bus lead to, and whoever may put rules on it reads what comes by.",
        Remediation = "Name the accounts in the bus's policy, or hold the statement to aws:PrincipalOrgID.",
        ByHand = "whose events are wanted is known to you alone.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) =>
        PolicyFacts.Closed(resource["Policy"], $"the policy of event bus {resource["Name"]}", "Policy");
}
