namespace AwsHardening.Core.Reporting.Rules;

/// <summary>No queue lets everybody send, receive or more.</summary>
internal sealed class QueuePublic() : ResourceRule(FactTypes.Queues)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "sqs-queue-public",
        Title = "No queue lets everybody send, receive or more.",
        Severity = FindingSeverity.High,
        Service = "sqs",
        Compliance = RuleInfo.Cis(null, null, null, "2.21", "FSBP/SQS.3"),
        Rationale = "Whoever may send feeds what reads the queue, whoever may receive takes its messages away, and whoever may set attributes takes the queue over.",
        Remediation = "Name the principals in the queue's policy, or hold the statement to aws:SourceArn or aws:SourceAccount.",
        ByHand = "who is to send and receive is known to you alone.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) =>
        PolicyFacts.Closed(resource["Attributes.Policy"], $"the policy of queue {resource["QueueName"]}", "Attributes.Policy");
}
