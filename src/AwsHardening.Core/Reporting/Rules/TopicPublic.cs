namespace AwsHardening.Core.Reporting.Rules;

/// <summary>No topic lets everybody publish or subscribe.</summary>
internal sealed class TopicPublic() : ResourceRule(FactTypes.Topics)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "sns-topic-public",
        Title = "No topic lets everybody publish or subscribe.",
        Severity = FindingSeverity.High,
        Service = "sns",
        Compliance = RuleInfo.Cis(null, null, null, "2.21", "FSBP/SNS.4"),
        Rationale = "Whoever may publish can raise false alarms, and whoever may subscribe reads the true ones.",
        Remediation = "Name the principals in the topic's policy, or hold the statement to aws:SourceOwner or aws:SourceAccount.",
        ByHand = "who is to publish and subscribe is known to you alone.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) =>
        PolicyFacts.Closed(PolicyFacts.Statements(resource["Attributes.Policy"], $"the policy of topic {resource["TopicArn"]}"), "Attributes.Policy");
}
