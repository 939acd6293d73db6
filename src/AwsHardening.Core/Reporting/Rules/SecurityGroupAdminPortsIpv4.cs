using AwsHardening.Core.Reporting.Repairs;

namespace AwsHardening.Core.Reporting.Rules;

/// <summary>No security group lets the whole IPv4 internet in on SSH or RDP.</summary>
internal sealed class SecurityGroupAdminPortsIpv4() : ResourceRule(FactTypes.SecurityGroups, FactTypes.SecurityGroupRules)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "ec2-security-group-admin-ports-ipv4",
        Title = "No security group lets the whole IPv4 internet in on SSH or RDP.",
        Severity = FindingSeverity.High,
        Service = "ec2",
        Compliance = RuleInfo.Cis("5.2", "5.3", "6.3", "6.3"),
        Rationale = "Ports 22 and 3389 are found by scanners within minutes, and tried with stolen and guessed credentials from then on.",
        Remediation = "Close the ports, and enter by Session Manager.",
        Repair = new AdminPortRepair(AdminPortRepair.World),
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => GroupIngress
        .None(GroupIngress.Of(resource, place).Where(rule => rule["CidrIpv4"].Text == "0.0.0.0/0" && Array.Exists(GroupIngress.AdminPorts, port => GroupIngress.Opens(rule, port))), "0.0.0.0/0 on port 22 or 3389")
        .FixedBy(GroupIngress.Closing(resource, place, AdminPortRepair.World));
}
