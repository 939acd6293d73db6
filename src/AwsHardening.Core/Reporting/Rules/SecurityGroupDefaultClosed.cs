using AwsHardening.Core.Reporting.Repairs;

namespace AwsHardening.Core.Reporting.Rules;

/// <summary>The default security group of a VPC lets nothing in or out.</summary>
internal sealed class SecurityGroupDefaultClosed() : ResourceRule(FactTypes.SecurityGroups, FactTypes.SecurityGroupRules)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "ec2-security-group-default-closed",
        Title = "The default security group of a VPC lets nothing in or out.",
        Severity = FindingSeverity.High,
        Service = "ec2",
        Compliance = RuleInfo.Cis("5.4", "5.5", "6.5", "6.5", "FSBP/EC2.2"),
        Rationale = "What is launched without a group gets this one: nothing should work by it.",
        Remediation = "Give its members groups of their own, then take all rules out of it.",
        Repair = new DefaultGroupRepair(),
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place)
    {
        if (resource["GroupName"].Text != "default")
        {
            return null;
        }

        var rules = place.With(FactTypes.SecurityGroupRules, "GroupId", resource["GroupId"].Text).ToArray();
        return Verdict.When(rules.Length == 0, "it has no rule", $"it has {rules.Length} rules", [.. rules.Select(GroupIngress.Evidence), ("VpcId", resource["VpcId"])]);
    }
}
