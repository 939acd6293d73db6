using AwsHardening.Core.Reporting.Repairs;

namespace AwsHardening.Core.Reporting.Rules;

/// <summary>No security group lets the whole IPv6 internet in on SSH or RDP.</summary>
internal sealed class SecurityGroupAdminPortsIpv6() : ResourceRule(FactTypes.SecurityGroups, FactTypes.SecurityGroupRules)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "ec2-security-group-admin-ports-ipv6",
        Title = "No security group lets the whole IPv6 internet in on SSH or RDP.",
        Severity = FindingSeverity.High,
        Service = "ec2",
        Compliance = RuleInfo.Cis("5.3", "5.4", "6.4", "6.4"),
        Rationale = "A rule for ::/0 is as open as one for 0.0.0.0/0, and looked at less often.",
        Remediation = "Close the ports, and enter by Session Manager.",
        Repair = new AdminPortRepair(AdminPortRepair.World),
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => GroupIngress
        .None(GroupIngress.Of(resource, place).Where(rule => rule["CidrIpv6"].Text == "::/0" && Array.Exists(GroupIngress.AdminPorts, port => GroupIngress.Opens(rule, port))), "::/0 on port 22 or 3389")
        .FixedBy(GroupIngress.Closing(resource, place, AdminPortRepair.World));
}
