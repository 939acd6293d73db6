namespace AwsHardening.Sandbox.Ec2.Snapshots;

/// <summary>Security groups and their rules out of a snapshot.</summary>
internal static class GroupLoader
{
    public static void AddGroup(LoadScene scene, Ec2Input data)
    {
        var group = scene.Region.SecurityGroups.Add(new SecurityGroup(
            data.Required("GroupId"), data.Text("GroupName") ?? "", data.Text("Description") ?? "", scene.Vpc(data.Text("VpcId"))));
        LoadScene.SetTags(group, data);
    }

    public static void AddRule(LoadScene scene, Ec2Input data)
    {
        var group = scene.Group(data.Required("GroupId"), scene.Vpc(null));
        var (source, reference) = Source(data);
        var rule = group.Add(
            data.Required("SecurityGroupRuleId"), data.Flag("IsEgress") is true,
            new RuleSpec(Traffic(data), source, data.Text("Description")) { Reference = reference });
        LoadScene.SetTags(rule, data);
    }

    private static IpTraffic Traffic(Ec2Input data)
    {
        var protocol = data.Required("IpProtocol");
        return protocol is "tcp" or "udp" or "icmp" or "icmpv6"
            ? new IpTraffic(protocol, data.Number("FromPort"), data.Number("ToPort"))
            : new IpTraffic(protocol, null, null);
    }

    private static (RuleSource Source, GroupReference? Reference) Source(Ec2Input data)
    {
        if (data.Text("CidrIpv4") is { } ipv4)
        {
            return (RuleSource.Range(ipv4, ipv6: false), null);
        }

        if (data.Text("CidrIpv6") is { } ipv6)
        {
            return (RuleSource.Range(ipv6, ipv6: true), null);
        }

        if (data.Text("PrefixListId") is { } list)
        {
            return (RuleSource.PrefixList(list), null);
        }

        var named = data.Item("ReferencedGroupInfo") ?? throw new FormatException("a rule has no source");
        return (RuleSource.Group(named.Required("GroupId")), named.Text("VpcPeeringConnectionId") is { } peering
            ? new GroupReference(named.Text("UserId") ?? "", named.Text("VpcId") ?? "", peering)
            : null);
    }
}
