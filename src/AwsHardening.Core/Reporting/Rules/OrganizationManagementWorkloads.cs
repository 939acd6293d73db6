namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Nothing runs in the management account.</summary>
internal sealed class OrganizationManagementWorkloads() : OrganizationRule(FactTypes.Instances, FactTypes.LoadBalancers, FactTypes.Tables)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "organizations-management-workloads",
        Title = "Nothing runs in the management account.",
        Severity = FindingSeverity.Medium,
        Service = "organizations",
        Compliance = RuleInfo.Cis(null, null, null, "2.1.3"),
        Rationale = "No control policy reaches the management account, and what breaks into a server there can reach every other account.",
        Remediation = "Move instances, load balancers and tables to a member account.",
        ByHand = "nothing moves from one account to another by a call.",
    };

    protected override Verdict Judge(AuditResource organization, AuditPlace place)
    {
        var found = new[] { FactTypes.Instances, FactTypes.LoadBalancers, FactTypes.Tables }
            .SelectMany(type => Everywhere(place, type).Where(one => type != FactTypes.Instances || !InstanceRule.IsGone(one)).Select(one => (type.ResourceType, (object?)one[type.Id]))).ToArray();
        return Reporting.Verdict.When(found.Length == 0, "no instance, load balancer or table is there", $"{found.Length} instances, load balancers and tables are there", [("MasterAccountId", organization["MasterAccountId"]), .. found]);
    }
}
