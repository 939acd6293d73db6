using AwsHardening.Core.Reporting.Repairs;

namespace AwsHardening.Core.Reporting.Rules;

/// <summary>No security group lets a range of addresses in on SSH or RDP.</summary>
internal sealed class SecurityGroupAdminPortsRanges() : ResourceRule(FactTypes.SecurityGroups, FactTypes.SecurityGroupRules)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "ec2-security-group-admin-ports",
        Title = "No security group lets a range of addresses in on SSH or RDP.",
        Severity = FindingSeverity.Medium,
        Service = "ec2",
        Rationale = "With Session Manager no administrator needs an open port; each range that is left is a way from one machine to the next.",
        Remediation = "Close the ports, and enter by Session Manager.",
        Repair = new AdminPortRepair(AdminPortRepair.Any),
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => GroupIngress
        .None(GroupIngress.Of(resource, place).Where(rule => GroupIngress.Range(rule) is not null && Array.Exists(GroupIngress.AdminPorts, port => GroupIngress.Opens(rule, port))), "a range on port 22 or 3389")
        .FixedBy(GroupIngress.Closing(resource, place, AdminPortRepair.Any));
}
