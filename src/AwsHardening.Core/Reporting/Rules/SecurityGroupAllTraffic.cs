namespace AwsHardening.Core.Reporting.Rules;

/// <summary>No security group lets everybody in with all traffic.</summary>
internal sealed class SecurityGroupAllTraffic() : ResourceRule(FactTypes.SecurityGroups, FactTypes.SecurityGroupRules)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "ec2-security-group-all-traffic",
        Title = "No security group lets everybody in with all traffic.",
        Severity = FindingSeverity.Critical,
        Service = "ec2",
        Rationale = "Every service of every member is on the internet, those among them that nobody remembers to run.",
        Remediation = "Replace the rule by one for the ports and callers that are needed.",
        ByHand = "who needs ports that are no admin ports is known to you alone.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => GroupIngress
        .None(GroupIngress.Of(resource, place).Where(rule => GroupIngress.IsWorld(rule) && (GroupIngress.IsAllTraffic(rule) || (rule["FromPort"].Number == 0 && rule["ToPort"].Number == 65535))), "everybody with all traffic");
}
