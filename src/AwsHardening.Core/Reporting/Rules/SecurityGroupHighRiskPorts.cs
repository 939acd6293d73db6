using AwsHardening.Core.Reporting.Repairs;

namespace AwsHardening.Core.Reporting.Rules;

/// <summary>No security group lets everybody in on a port of high risk.</summary>
internal sealed class SecurityGroupHighRiskPorts() : ResourceRule(FactTypes.SecurityGroups, FactTypes.SecurityGroupRules)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "ec2-security-group-high-risk-ports",
        Title = "No security group lets everybody in on a port of high risk.",
        Severity = FindingSeverity.High,
        Service = "ec2",
        Compliance = ["FSBP/EC2.19"],
        Rationale = "Databases, remote shells, file shares and consoles are made for few callers, and many of them ask nobody who they are.",
        Remediation = "Replace the rule by one that names the security groups or the few addresses that need the port.",
        Repair = new AdminPortRepair(AdminPortRepair.World),
    };

    // AWS Security Hub User Guide: EC2.19.
    private static readonly int[] s_ports =
    [
        20, 21, 22, 23, 25, 110, 135, 143, 445, 1433, 1434, 3000, 3306, 3389, 4333, 5000, 5432, 5500, 5601, 8080, 8088, 8888, 9200, 9300,
    ];

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => GroupIngress
        .NoneButAdmin(GroupIngress.Of(resource, place).Where(rule => GroupIngress.IsWorld(rule) && Array.Exists(s_ports, port => GroupIngress.Opens(rule, port))), "everybody on a port of high risk");
}
