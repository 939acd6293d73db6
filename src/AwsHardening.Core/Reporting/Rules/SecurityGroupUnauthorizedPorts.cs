using AwsHardening.Core.Reporting.Repairs;

namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Security groups let everybody in on ports 80 and 443 alone.</summary>
internal sealed class SecurityGroupUnauthorizedPorts() : ResourceRule(FactTypes.SecurityGroups, FactTypes.SecurityGroupRules)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "ec2-security-group-unauthorized-ports",
        Title = "Security groups let everybody in on ports 80 and 443 alone.",
        Severity = FindingSeverity.High,
        Service = "ec2",
        Compliance = ["FSBP/EC2.18"],
        Rationale = "What is meant for the public is a web site; anything else that everybody reaches is there by mistake more often than not.",
        Remediation = "Replace the rule by one that names the security groups or the few addresses that need the port.",
        Repair = new AdminPortRepair(AdminPortRepair.World),
    };

    private static bool IsWeb(AuditResource rule) => rule["IpProtocol"].Text == "tcp" && rule["FromPort"].Number is 80 or 443 && rule["ToPort"].Number == rule["FromPort"].Number;

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => GroupIngress
        .NoneButAdmin(GroupIngress.Of(resource, place).Where(rule => GroupIngress.IsWorld(rule) && !IsWeb(rule)), "everybody on another port than 80 or 443");
}
