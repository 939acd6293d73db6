namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Every security group is in use.</summary>
internal sealed class SecurityGroupUnused() : ResourceRule(FactTypes.SecurityGroups, FactTypes.SecurityGroupRules, FactTypes.NetworkInterfaces)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "ec2-security-group-unused",
        Title = "Every security group is in use.",
        Severity = FindingSeverity.Low,
        Service = "ec2",
        Rationale = "A group without members says nothing today, and opens what it says to whatever is put into it tomorrow.",
        Remediation = "Delete the group, after a look at what names it elsewhere.",
        ByHand = "launch templates and services may name the group where no call of EC2 tells of it.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place)
    {
        if (resource["GroupName"].Text == "default")
        {
            return null;
        }

        var id = resource["GroupId"].Text;
        var members = place.With(FactTypes.NetworkInterfaces, "Groups[].GroupId", id).Count();
        var named = place.With(FactTypes.SecurityGroupRules, "ReferencedGroupInfo.GroupId", id).Count(rule => rule["GroupId"].Text != id);
        return Verdict.When(members + named > 0, $"{members} interfaces are in it and {named} rules name it", "no interface is in it, and no rule of another group names it",
            ("GroupName", resource["GroupName"]), ("Members", members), ("NamedBy", named));
    }
}
