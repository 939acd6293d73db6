namespace AwsHardening.Sandbox.Ec2;

/// <summary>The filters of DescribeSecurityGroups, the same for both directions.</summary>
internal static class SecurityGroupFilters
{
    public static readonly FilterTable<SecurityGroup> Table = Build();

    private static FilterTable<SecurityGroup> Build()
    {
        var table = new FilterTable<SecurityGroup>
        {
            { "group-id", group => group.Id },
            { "group-name", group => group.Name },
            { "description", group => group.Description },
            { "vpc-id", group => group.Vpc.Id },
            { "owner-id", group => group.Vpc.Region.State.Options.AccountId },
        };
        AddDirection(table, "ip-permission.", isEgress: false);
        AddDirection(table, "egress.ip-permission.", isEgress: true);
        return table;
    }

    private static void AddDirection(FilterTable<SecurityGroup> table, string prefix, bool isEgress)
    {
        void Add(string name, Func<SecurityGroupRule, string?> value) =>
            table.Add(prefix + name, group => group.Rules.Where(rule => rule.IsEgress == isEgress).Select(value));

        Add("cidr", rule => OfKind(rule, SourceKind.Ipv4));
        Add("ipv6-cidr", rule => OfKind(rule, SourceKind.Ipv6));
        Add("prefix-list-id", rule => OfKind(rule, SourceKind.PrefixList));
        Add("group-id", rule => OfKind(rule, SourceKind.Group));
        Add("group-name", rule => rule.Source.Kind == SourceKind.Group
            ? rule.Group.Vpc.Region.SecurityGroups.Find(rule.Source.Value)?.Name
            : null);
        Add("user-id", rule => rule.Source.Kind == SourceKind.Group
            ? rule.Content.Reference?.UserId ?? rule.Group.Vpc.Region.State.Options.AccountId
            : null);
        Add("protocol", rule => rule.Traffic.Protocol);
        Add("from-port", rule => rule.Traffic.FromPort?.ToString());
        Add("to-port", rule => rule.Traffic.ToPort?.ToString());
    }

    private static string? OfKind(SecurityGroupRule rule, SourceKind kind) => rule.Source.Kind == kind ? rule.Source.Value : null;
}
