using System.Text.Json.Nodes;
using AwsHardening.Sandbox;
using AwsHardening.UnitTests.Engine.Support;

namespace AwsHardening.UnitTests.Engine.Nacls;

/// <summary>What an account's network ACLs say and whom they guard, read past the engine: ids left out, in order.</summary>
internal static class NaclContentOf
{
    public static IReadOnlyList<string> Of(SandboxAccount account) =>
    [
        .. Nacls(account).Select(Line).Concat(Nacls(account).SelectMany(acl => Subnets(acl).Select(subnet => $"{subnet} {Line(acl)}")))
            .Order(StringComparer.Ordinal),
    ];

    public static JsonObject[] Nacls(SandboxAccount account) => [.. account.All("DescribeNetworkAcls", "NetworkAcls")];

    public static JsonObject NaclOf(this SandboxAccount account, string subnetId) =>
        Nacls(account).Single(acl => Subnets(acl).Contains(subnetId));

    public static IEnumerable<string> Subnets(JsonObject acl) =>
        (acl["Associations"] as JsonArray ?? []).Select(one => (string)one!["SubnetId"]!);

    /// <summary>Entries in one line each, as the console would show them.</summary>
    public static IReadOnlyList<string> Entries(JsonObject acl) =>
    [
        .. (acl["Entries"] as JsonArray ?? []).OfType<JsonObject>().Where(entry => (int)entry["RuleNumber"]! < 32767)
            .OrderBy(entry => (bool)entry["Egress"]!).ThenBy(entry => (int)entry["RuleNumber"]!)
            .Select(entry => $"{((bool)entry["Egress"]! ? "out" : "in")} {entry["RuleNumber"]} {entry["RuleAction"]} {entry["Protocol"]} "
                + $"{entry["CidrBlock"] ?? entry["Ipv6CidrBlock"]}{Range(entry["PortRange"])}{Range(entry["IcmpTypeCode"])}"),
    ];

    public static string SubnetId(this SandboxAccount account, string name) => (string)account.All("DescribeSubnets", "Subnets")
        .Single(subnet => (subnet["Tags"] as JsonArray ?? []).Any(tag => (string)tag!["Key"]! == "Name" && (string)tag["Value"]! == name))["SubnetId"]!;

    private static string Line(JsonObject acl)
    {
        var tags = (acl["Tags"] as JsonArray ?? []).Select(tag => $"{tag!["Key"]}={tag["Value"]}").Order(StringComparer.Ordinal);
        return $"{acl["VpcId"]} {acl["IsDefault"]} [{string.Join(", ", tags)}] {string.Join("; ", Entries(acl))}";
    }

    private static string Range(JsonNode? range) => range is null ? "" : $" {range["From"] ?? range["Type"]}-{range["To"] ?? range["Code"]}";
}
