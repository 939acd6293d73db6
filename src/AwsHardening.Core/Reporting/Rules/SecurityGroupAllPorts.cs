namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Security groups let nobody in on every port, not even themselves.</summary>
internal sealed class SecurityGroupAllPorts() : ResourceRule(FactTypes.SecurityGroups, FactTypes.SecurityGroupRules)
{
    private const int LastPort = 65535;

    public override RuleInfo Info { get; } = new()
    {
        Id = "ec2-security-group-all-ports",
        Title = "Security groups let nobody in on every port, not even themselves.",
        Severity = FindingSeverity.Low,
        Service = "ec2",
        Rationale = "Whoever gets hold of one machine goes on to what its neighbours never meant to offer.",
        Remediation = "Name the ports that are needed; Get-NetworkPath says what else a rule lets through.",
        ByHand = "which ports are needed is known to you alone.",
    };

    // Of the default group another rule says that it is to be closed.
    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => resource["GroupName"].Text == "default" ? null
        : GroupIngress.None(GroupIngress.Of(resource, place).Where(IsEveryPort), "somebody on every port");

    private static bool IsEveryPort(AuditResource rule) => GroupIngress.IsAllTraffic(rule)
        || (rule["IpProtocol"].Text is "tcp" or "udp" or "6" or "17" && rule["FromPort"].Number <= 1 && rule["ToPort"].Number == LastPort);
}
