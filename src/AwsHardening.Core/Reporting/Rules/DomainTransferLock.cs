namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Registered domains are locked against transfer.</summary>
internal sealed class DomainTransferLock() : ResourceRule(FactTypes.Domains)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "route53-domain-transfer-lock",
        Title = "Registered domains are locked against transfer.",
        Severity = FindingSeverity.Medium,
        Service = "route53",
        Rationale = "A domain that is not locked is moved to another registrar by whoever gets hold of its code.",
        Remediation = "Lock it: aws route53domains enable-domain-transfer-lock. Some top-level domains have no lock: suppress the finding there, with the reason.",
        ByHand = "some top-level domains have no lock, and a transfer may be under way.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => Verdict.When(
        resource["TransferLock"].Flag == true, "it is locked", "it is not locked", ("TransferLock", resource["TransferLock"]));
}
