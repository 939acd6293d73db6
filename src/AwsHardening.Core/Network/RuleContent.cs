using System.Text.Json.Nodes;
using AwsHardening.Core.Network.Model;

namespace AwsHardening.Core.Network;

/// <summary>A rule as content in AWS's member names (Amazon EC2 API Reference, "SecurityGroupRule" and "IpPermission").</summary>
internal static class RuleContent
{
    /// <summary>What identifies a rule in AWS's eyes: everything but id, description and tags.</summary>
    public static JsonObject Key(RuleKey key)
    {
        var json = new JsonObject { ["IsEgress"] = key.Direction == RuleDirection.Egress, ["IpProtocol"] = key.Span.Protocol };
        if (Ports(key.Span) is { } ports)
        {
            json["FromPort"] = ports.From;
            json["ToPort"] = ports.To;
        }

        switch (key.Source)
        {
            case { Range: { Family: IpFamily.Ipv4 } range }:
                json["CidrIpv4"] = range.ToString();
                break;
            case { Range: { } range }:
                json["CidrIpv6"] = range.ToString();
                break;
            case { GroupId: { } group }:
                json["ReferencedGroupInfo"] = new JsonObject { ["GroupId"] = group };
                break;
            case { PrefixListId: { } list }:
                json["PrefixListId"] = list;
                break;
        }

        return json;
    }

    /// <summary>A whole rule.</summary>
    public static JsonObject Whole(Rule rule)
    {
        var json = Key(rule.Key);
        json["SecurityGroupRuleId"] = rule.Id;
        json["Description"] = rule.Description;
        json["Tags"] = Tags(rule);
        return json;
    }

    /// <summary>Reads a whole rule back.</summary>
    public static Rule Parse(JsonObject json, string groupId)
    {
        string? Text(string member) => json[member]?.GetValue<string>();
        var source = (Text("CidrIpv4") ?? Text("CidrIpv6")) is { } range ? RuleSource.Of(Cidr.Parse(range))
            : Text("PrefixListId") is { } list ? RuleSource.OfPrefixList(list)
            : RuleSource.OfGroup(json["ReferencedGroupInfo"]!["GroupId"]!.GetValue<string>());
        return new Rule(
            Text("SecurityGroupRuleId")!,
            groupId,
            new RuleKey(
                json["IsEgress"]!.GetValue<bool>() ? RuleDirection.Egress : RuleDirection.Ingress,
                TrafficSpan.Create(Text("IpProtocol")!, json["FromPort"]?.GetValue<int>(), json["ToPort"]?.GetValue<int>()),
                source),
            Text("Description") ?? "",
            (json["Tags"] as JsonArray ?? []).OfType<JsonObject>()
                .ToDictionary(tag => tag["Key"]!.GetValue<string>(), tag => tag["Value"]!.GetValue<string>()));
    }

    /// <summary>A rule as Authorize takes it.</summary>
    public static JsonObject Permission(Rule rule)
    {
        var permission = new JsonObject { ["IpProtocol"] = rule.Span.Protocol };
        if (Ports(rule.Span) is { } ports)
        {
            permission["FromPort"] = ports.From;
            permission["ToPort"] = ports.To;
        }

        var (list, member, value) = rule.Source switch
        {
            { Range: { Family: IpFamily.Ipv4 } range } => ("IpRanges", "CidrIp", range.ToString()),
            { Range: { } range } => ("Ipv6Ranges", "CidrIpv6", range.ToString()),
            { GroupId: { } group } => ("UserIdGroupPairs", "GroupId", group),
            _ => ("PrefixListIds", "PrefixListId", rule.Source.PrefixListId!),
        };
        var source = new JsonObject { [member] = value };
        if (rule.Description.Length > 0)
        {
            source["Description"] = rule.Description;
        }

        permission[list] = new JsonArray(source);
        return permission;
    }

    /// <summary>A rule's tags that a user may set: those AWS sets itself cannot be written.</summary>
    public static JsonArray Tags(Rule rule) =>
    [
        .. rule.Tags.Where(tag => !tag.Key.StartsWith("aws:", StringComparison.Ordinal))
            .OrderBy(tag => tag.Key, StringComparer.Ordinal)
            .Select(tag => (JsonNode)new JsonObject { ["Key"] = tag.Key, ["Value"] = tag.Value }),
    ];

    // TCP, UDP and ICMP have a range; AWS shows -1 for the others and leaves it out of requests.
    private static (int From, int To)? Ports(TrafficSpan span) =>
        span.Protocol is "tcp" or "udp" or "icmp" or "icmpv6" ? (span.From, span.To) : null;
}
