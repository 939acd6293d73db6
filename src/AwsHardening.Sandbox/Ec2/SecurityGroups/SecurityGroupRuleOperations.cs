using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Ec2;

/// <summary>Registers the rule operations, and describes rules one by one.</summary>
internal static class SecurityGroupRuleOperations
{
    private static readonly Describe<SecurityGroupRule> s_describe = new("DescribeSecurityGroupRules", "SecurityGroupRules")
    {
        Ids = "SecurityGroupRuleIds",
        Shape = rule => rule.Shape(),
        Narrow = OfNamedGroups,
        Filters = new()
        {
            { "group-id", rule => rule.Group.Id },
            { "security-group-rule-id", rule => rule.Id },
        },
    };

    public static void Register(OperationTable table)
    {
        table.Add(s_describe, region => region.Rules);
        table.Add("AuthorizeSecurityGroupIngress", call => RuleAuthorization.Authorize(call, isEgress: false));
        table.Add("AuthorizeSecurityGroupEgress", call => RuleAuthorization.Authorize(call, isEgress: true));
        table.Add("RevokeSecurityGroupIngress", call => RuleRevocation.Revoke(call, isEgress: false));
        table.Add("RevokeSecurityGroupEgress", call => RuleRevocation.Revoke(call, isEgress: true));
        table.Add("ModifySecurityGroupRules", RuleModification.Modify);
        table.Add("UpdateSecurityGroupRuleDescriptionsIngress", call => RuleDescriptions.Update(call, isEgress: false));
        table.Add("UpdateSecurityGroupRuleDescriptionsEgress", call => RuleDescriptions.Update(call, isEgress: true));
    }

    /// <summary>A request for the rules of named groups looks at no other rule: accounts have tens of thousands.</summary>
    private static List<SecurityGroupRule>? OfNamedGroups(Ec2Call call)
    {
        var ids = call.Input.Items("Filters").Find(filter => filter.Text("Name") == "group-id")?.Texts("Values");
        return ids is { Count: > 0 } && ids.TrueForAll(Wildcard.IsLiteral)
            ? [.. ids.Distinct(StringComparer.Ordinal).SelectMany(id => call.Region.SecurityGroups.Find(id)?.Rules ?? [])
                .OrderBy(rule => rule.Sequence)]
            : null;
    }
}
