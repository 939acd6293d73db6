using System.Text.Json.Nodes;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Network.Model;

namespace AwsHardening.Core.Network.Nacls;

/// <summary>
/// What a change records of network ACLs, in AWS's member names (Amazon EC2 API Reference, "NetworkAcl"): the one it makes or
/// deletes, which one each subnet has, and those that the subnets had, with their entries as they were.
/// </summary>
internal static class NaclContent
{
    public const string VpcId = "VpcId";
    public const string Id = "NetworkAclId";
    public const string Tags = "Tags";
    public const string Entries = "Entries";
    public const string Associations = "Associations";

    /// <summary>The network ACLs that the change did not make and whose entries it was worked out on.</summary>
    public const string RestsOn = "RestsOn";

    /// <summary>The tag by which a network ACL is found again when AWS's answer was lost, or when it was made anew.</summary>
    public const string ChangeTag = "aws-hardening:change";

    /// <summary>What stands for the present id of a subnet's association: it changes with every replacement.</summary>
    public static string AssociationOf(string subnetId) => $"{subnetId}#association";

    /// <summary>The subnet that such a name means.</summary>
    public static string SubnetOf(string association) => association[..association.IndexOf('#', StringComparison.Ordinal)];

    /// <summary>The name that a change has for the network ACL it makes.</summary>
    public static string NameOf(string changeId) => $"{changeId}#acl";

    /// <summary>The value of the tag on what a change calls by this name.</summary>
    public static string TagOf(string name) => name.Split('#')[0];

    /// <summary>True when the content has the network ACL that the change is about.</summary>
    public static bool HasNacl(JsonObject content) => content.ContainsKey(Entries);

    /// <summary>Which network ACL each subnet has.</summary>
    public static IEnumerable<(string SubnetId, string NaclId)> Guarded(JsonObject content) =>
        List(content, Associations).Select(one => (Text(one, "SubnetId"), Text(one, Id)));

    /// <summary>Those that the change rests on.</summary>
    public static IEnumerable<JsonObject> Bases(JsonObject content) => List(content, RestsOn);

    /// <summary>The present network ACL of a name: by its id, or by the tag that says which change made it.</summary>
    public static JsonObject? Find(JsonObject present, string name, IdMap? ids = null, JsonArray? tags = null)
    {
        var id = ids?.Resolve(name) ?? name;
        var tag = Tag(tags) ?? TagOf(name);
        return List(present, "NetworkAcls").FirstOrDefault(acl => Text(acl, Id) == id || Text(acl, Id) == name)
            ?? List(present, "NetworkAcls").FirstOrDefault(acl => Tag(acl[Tags] as JsonArray) == tag);
    }

    /// <summary>The present network ACL with the tag that these tags have.</summary>
    public static JsonObject? FindByTag(JsonObject present, JsonArray tags) =>
        Tag(tags) is { } tag ? List(present, "NetworkAcls").FirstOrDefault(acl => Tag(acl[Tags] as JsonArray) == tag) : null;

    /// <summary>The present network ACL of a subnet, and the id of the association; null when the subnet is not there.</summary>
    public static (JsonObject Nacl, string AssociationId)? OfSubnet(JsonObject present, string subnetId)
    {
        foreach (var acl in List(present, "NetworkAcls"))
        {
            if (List(acl, Associations).FirstOrDefault(one => Text(one, "SubnetId") == subnetId) is { } found)
            {
                return (acl, Text(found, "NetworkAclAssociationId"));
            }
        }

        return null;
    }

    /// <summary>An entry as CreateNetworkAclEntry takes it and DescribeNetworkAcls shows it.</summary>
    public static JsonObject Entry(AclEntry entry)
    {
        var (from, to) = (entry.Span.From, entry.Span.To);
        var json = new JsonObject
        {
            ["RuleNumber"] = entry.Number,
            ["Egress"] = entry.Direction == RuleDirection.Egress,
            ["RuleAction"] = entry.IsAllow ? "allow" : "deny",
            ["Protocol"] = entry.Span.Protocol switch { "tcp" => "6", "udp" => "17", "icmp" => "1", "icmpv6" => "58", var number => number },
            [entry.Range.Family == IpFamily.Ipv4 ? "CidrBlock" : "Ipv6CidrBlock"] = entry.Range.ToString(),
        };
        if (entry.Span.HasPorts)
        {
            json["PortRange"] = from < 0 ? new JsonObject { ["From"] = 0, ["To"] = 65535 } : new JsonObject { ["From"] = from, ["To"] = to };
        }
        else if (entry.Span.Protocol is "icmp" or "icmpv6")
        {
            json["IcmpTypeCode"] = new JsonObject { ["Type"] = from, ["Code"] = to };
        }

        return json;
    }

    /// <summary>The entries of a network ACL that anybody can change, as lines that can be compared.</summary>
    public static IReadOnlyDictionary<string, string> Lines(JsonObject acl) => List(acl, Entries)
        .Where(entry => (int)entry["RuleNumber"]! < AclEntry.Last)
        .ToDictionary(Place, entry => $"{entry["RuleAction"]} {entry["Protocol"]} {entry["CidrBlock"] ?? entry["Ipv6CidrBlock"]}"
            + $"{Range(entry["PortRange"], "From", "To")}{Range(entry["IcmpTypeCode"], "Type", "Code")}");

    /// <summary>Where an entry stands.</summary>
    public static string Place(JsonObject entry) => $"{((bool)entry["Egress"]! ? "outbound" : "inbound")} {entry["RuleNumber"]}";

    public static IEnumerable<JsonObject> List(JsonObject content, string member) => (content[member] as JsonArray ?? []).OfType<JsonObject>();

    public static string Text(JsonObject json, string member) => json[member]?.GetValue<string>() ?? "";

    private static string? Tag(JsonArray? tags) =>
        tags?.OfType<JsonObject>().FirstOrDefault(tag => Text(tag, "Key") == ChangeTag) is { } tag ? Text(tag, "Value") : null;

    private static string Range(JsonNode? range, string first, string last) => range is null ? "" : $" {range[first]}-{range[last]}";
}
