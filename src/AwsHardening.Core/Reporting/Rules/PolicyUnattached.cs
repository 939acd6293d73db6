namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Every managed policy of the account is attached to somebody.</summary>
internal sealed class PolicyUnattached() : ResourceRule(FactTypes.Policies)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "iam-policy-unattached",
        Title = "Every managed policy of the account is attached to somebody.",
        Severity = FindingSeverity.Low,
        Service = "iam",
        Rationale = "A policy that nobody has is a permission that waits for somebody to attach it without reading it.",
        Remediation = "Delete the policy.",
        ByHand = "it may be about to be attached, or named as a boundary.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => !PolicyFacts.IsOwn(resource) ? null : Verdict.When(
        resource["AttachmentCount"].Number > 0 || resource["PermissionsBoundaryUsageCount"].Number > 0, "somebody has it", "nobody has it",
        ("AttachmentCount", resource["AttachmentCount"]), ("PermissionsBoundaryUsageCount", resource["PermissionsBoundaryUsageCount"]));
}
