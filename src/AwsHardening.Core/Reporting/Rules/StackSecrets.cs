namespace AwsHardening.Core.Reporting.Rules;

/// <summary>No parameter and no output of a stack shows a secret.</summary>
internal sealed class StackSecrets() : ResourceRule(FactTypes.Stacks)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "cloudformation-secrets",
        Title = "No parameter and no output of a stack shows a secret.",
        Severity = FindingSeverity.High,
        Service = "cloudformation",
        Rationale = "Whoever may describe stacks, which is hardly ever held back, reads their parameters and outputs.",
        Remediation = "Keep the secret in Secrets Manager and let the template resolve it, or say NoEcho of the parameter; then change the secret, which was read by whoever looked.",
        ByHand = "the template is to be changed, and the secret with it.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place)
    {
        var readable = resource[StackContent.Readable].Items.Select(name => (name.ToString(), (object?)"a secret in plain text, not shown here")).ToArray();
        return Verdict.When(readable.Length == 0, "none does", $"{readable.Length} do", readable);
    }
}
