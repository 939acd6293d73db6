namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Nothing is in the default security group of a VPC.</summary>
internal sealed class SecurityGroupDefaultUsed() : ResourceRule(FactTypes.SecurityGroups, FactTypes.NetworkInterfaces)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "ec2-security-group-default-used",
        Title = "Nothing is in the default security group of a VPC.",
        Severity = FindingSeverity.Low,
        Service = "ec2",
        Rationale = "What is in the default group is there because nobody chose a group for it.",
        Remediation = "Give the interfaces groups of their own.",
        ByHand = "which group the interfaces are to have is yours to say.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place)
    {
        if (resource["GroupName"].Text != "default")
        {
            return null;
        }

        var members = place.With(FactTypes.NetworkInterfaces, "Groups[].GroupId", resource["GroupId"].Text).ToArray();
        return Verdict.When(members.Length == 0, "no interface is in it", $"{members.Length} interfaces are in it", [("VpcId", resource["VpcId"]), .. members.Select(side => ("NetworkInterfaceId", (object?)side["NetworkInterfaceId"]))]);
    }
}
