using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Ec2;

/// <summary>Rules gathered by protocol and ports, as DescribeSecurityGroups answers them.</summary>
internal static class IpPermissions
{
    public static JsonArray Shape(IEnumerable<SecurityGroupRule> rules) =>
        Json.List(rules.GroupBy(rule => rule.Traffic).Select(group => Permission(group.Key, [.. group])));

    /// <summary>The same, of stale rules: AWS's shape for them knows no IPv6 ranges and plain texts.</summary>
    public static JsonArray StaleShape(IEnumerable<SecurityGroupRule> rules) =>
        Json.List(rules.GroupBy(rule => rule.Traffic).Select(group => Json.Of(
            ("IpProtocol", group.Key.Protocol),
            ("FromPort", group.Key.FromPort),
            ("ToPort", group.Key.ToPort),
            ("UserIdGroupPairs", Json.List(group.Select(Pair))))));

    private static JsonObject Permission(IpTraffic traffic, List<SecurityGroupRule> rules) => Json.Of(
        ("IpProtocol", traffic.Protocol),
        ("FromPort", traffic.FromPort),
        ("ToPort", traffic.ToPort),
        ("UserIdGroupPairs", Json.List(rules.Where(rule => rule.Source.Kind == SourceKind.Group).Select(Pair))),
        ("IpRanges", Sources(rules, SourceKind.Ipv4, "CidrIp")),
        ("Ipv6Ranges", Sources(rules, SourceKind.Ipv6, "CidrIpv6")),
        ("PrefixListIds", Sources(rules, SourceKind.PrefixList, "PrefixListId")));

    private static JsonArray Sources(List<SecurityGroupRule> rules, SourceKind kind, string member) =>
        Json.List(rules.Where(rule => rule.Source.Kind == kind)
            .Select(rule => Json.Of((member, rule.Source.Value), ("Description", rule.Content.Description))));

    private static JsonObject Pair(SecurityGroupRule rule)
    {
        var pair = rule.ReferencedGroup();
        if (rule.Content.Description is { } description)
        {
            pair.Add("Description", description);
        }

        return pair;
    }
}
