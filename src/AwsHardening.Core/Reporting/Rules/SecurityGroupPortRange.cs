namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Security groups name ports, not ranges of them, to ranges of addresses.</summary>
internal sealed class SecurityGroupPortRange() : ResourceRule(FactTypes.SecurityGroups, FactTypes.SecurityGroupRules)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "ec2-security-group-port-range",
        Title = "Security groups name ports, not ranges of them, to ranges of addresses.",
        Severity = FindingSeverity.Low,
        Service = "ec2",
        Rationale = "A range of ports opens what will listen there tomorrow.",
        Remediation = "Replace the rule by one for each port that is needed.",
        ByHand = "which of the ports are needed is known to you alone.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => GroupIngress
        .None(GroupIngress.Of(resource, place).Where(rule => GroupIngress.Range(rule) is not null && rule["IpProtocol"].Text is "tcp" or "udp" or "6" or "17"
            && rule["FromPort"].Number != rule["ToPort"].Number), "addresses on a range of ports");
}
