namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Every Elastic IP address is in use.</summary>
internal sealed class AddressUnused() : ResourceRule(FactTypes.Addresses)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "ec2-address-unused",
        Title = "Every Elastic IP address is in use.",
        Severity = FindingSeverity.Low,
        Service = "ec2",
        Rationale = "An address that is in no use is paid for, and whatever DNS still says of it is answered by whoever gets it next.",
        Remediation = "Release the address, after a look at the DNS names that lead to it.",
        ByHand = "a DNS name or a partner may lead to the address, and AWS gives nobody the same one again.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => Verdict.When(
        resource["AssociationId"].Exists || resource["NetworkInterfaceId"].Exists || resource["InstanceId"].Text is { Length: > 0 }, "something has it", "nothing has it", ("PublicIp", resource["PublicIp"]));
}
