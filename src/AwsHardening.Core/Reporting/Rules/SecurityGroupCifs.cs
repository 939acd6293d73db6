namespace AwsHardening.Core.Reporting.Rules;

/// <summary>No security group lets everybody in on the port of Windows file shares.</summary>
internal sealed class SecurityGroupCifs() : ResourceRule(FactTypes.SecurityGroups, FactTypes.SecurityGroupRules)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "ec2-security-group-cifs",
        Title = "No security group lets everybody in on the port of Windows file shares.",
        Severity = FindingSeverity.High,
        Service = "ec2",
        Compliance = RuleInfo.Cis(null, "5.1.2", "6.1.2", "6.1.2"),
        Rationale = "CIFS on port 445 is how worms have spread for years.",
        Remediation = "Replace the rule by one for the addresses that need the share.",
        ByHand = "who needs ports that are no admin ports is known to you alone.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => GroupIngress
        .None(GroupIngress.Of(resource, place).Where(rule => GroupIngress.IsWorld(rule) && GroupIngress.Opens(rule, 445)), "everybody on port 445");
}
