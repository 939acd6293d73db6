namespace AwsHardening.Core.Reporting.Rules;

/// <summary>No security group lets anybody in on FTP or Telnet.</summary>
internal sealed class SecurityGroupPlaintextPorts() : ResourceRule(FactTypes.SecurityGroups, FactTypes.SecurityGroupRules)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "ec2-security-group-plaintext-ports",
        Title = "No security group lets anybody in on FTP or Telnet.",
        Severity = FindingSeverity.Medium,
        Service = "ec2",
        Rationale = "Both send passwords in the clear, within a network too.",
        Remediation = "Use SFTP, or Session Manager.",
        ByHand = "who needs ports that are no admin ports is known to you alone.",
    };

    private static readonly int[] s_ports = [21, 23];

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => GroupIngress
        .None(GroupIngress.Of(resource, place).Where(rule => !GroupIngress.IsAllTraffic(rule) && Array.Exists(s_ports, port => GroupIngress.Opens(rule, port))), "somebody on port 21 or 23");
}
