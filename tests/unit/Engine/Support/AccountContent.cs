using System.Text.Json.Nodes;
using AwsHardening.Sandbox;

namespace AwsHardening.UnitTests.Engine.Support;

/// <summary>What an account's security group rules say, read past the engine: one line a rule, ids left out, in order.</summary>
internal static class AccountContent
{
    public static IReadOnlyList<string> Of(SandboxAccount account) =>
        [.. Rules(account).Select(Line).Order(StringComparer.Ordinal)];

    /// <summary>The same, by rule id.</summary>
    public static IReadOnlyDictionary<string, string> ById(SandboxAccount account) =>
        Rules(account).ToDictionary(rule => (string)rule["SecurityGroupRuleId"]!, Line);

    public static IEnumerable<JsonObject> Rules(SandboxAccount account) =>
        account.All("DescribeSecurityGroupRules", "SecurityGroupRules");

    /// <summary>Where a rule stands.</summary>
    public static string Place(string line) => string.Join('|', line.Split('|').Take(2));

    private static string Line(JsonObject rule) => string.Join('|',
        rule["GroupId"],
        (bool)rule["IsEgress"]! ? "egress" : "ingress",
        rule["IpProtocol"], rule["FromPort"], rule["ToPort"],
        rule["CidrIpv4"] ?? rule["CidrIpv6"] ?? rule["PrefixListId"] ?? rule["ReferencedGroupInfo"]?["GroupId"],
        rule["Description"],
        string.Join(',', (rule["Tags"] as JsonArray ?? []).Select(tag => $"{tag!["Key"]}={tag["Value"]}").Order(StringComparer.Ordinal)));
}
