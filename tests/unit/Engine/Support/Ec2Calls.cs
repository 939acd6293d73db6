using System.Text.Json.Nodes;
using AwsHardening.Sandbox;

namespace AwsHardening.UnitTests.Engine.Support;

/// <summary>The account's own EC2 operations, called directly: how tests set a scene and read it back.</summary>
internal static class Ec2Calls
{
    public static JsonObject Ec2(this SandboxAccount account, string operation, JsonObject parameters, string? region = null) =>
        account.Invoke("ec2", operation, parameters, region);

    public static JsonObject Ec2(this SandboxAccount account, string operation, params (string Name, JsonNode? Value)[] parameters) =>
        account.Ec2(operation, Object(parameters));

    /// <summary>Every page of a list.</summary>
    public static IEnumerable<JsonObject> All(this SandboxAccount account, string operation, string list)
    {
        string? next = null;
        do
        {
            var page = account.Ec2(operation, next is null ? [] : new JsonObject { ["NextToken"] = next });
            foreach (var item in page[list] as JsonArray ?? [])
            {
                yield return (JsonObject)item!;
            }

            next = (string?)page["NextToken"];
        }
        while (!string.IsNullOrEmpty(next));
    }

    public static JsonObject Object(params (string Name, JsonNode? Value)[] members) =>
        new(members.Select(member => KeyValuePair.Create(member.Name, member.Value)));

    public static JsonArray Texts(params string[] texts) => [.. texts.Select(text => (JsonNode)text)];

    /// <summary>Adds a rule and answers its id.</summary>
    public static string Authorize(this SandboxAccount account, string groupId, bool egress, JsonObject permission, JsonArray? tags = null)
    {
        var parameters = Object(("GroupId", groupId), ("IpPermissions", new JsonArray(permission)));
        if (tags is { Count: > 0 })
        {
            parameters["TagSpecifications"] =
                new JsonArray(Object(("ResourceType", "security-group-rule"), ("Tags", tags)));
        }

        var answer = account.Ec2(egress ? "AuthorizeSecurityGroupEgress" : "AuthorizeSecurityGroupIngress", parameters);
        return (string)answer["SecurityGroupRules"]![0]!["SecurityGroupRuleId"]!;
    }

    public static void Revoke(this SandboxAccount account, string groupId, bool egress, params string[] ruleIds) =>
        account.Ec2(egress ? "RevokeSecurityGroupEgress" : "RevokeSecurityGroupIngress",
            ("GroupId", groupId), ("SecurityGroupRuleIds", Texts(ruleIds)));

    /// <summary>A TCP rule as Authorize takes it.</summary>
    public static JsonObject Tcp(int port, string range, string description = "") => Object(
        ("IpProtocol", "tcp"), ("FromPort", port), ("ToPort", port),
        ("IpRanges", new JsonArray(description.Length == 0
            ? Object(("CidrIp", range)) : Object(("CidrIp", range), ("Description", description)))));

    public static JsonArray Tags(params (string Key, string Value)[] tags) =>
        [.. tags.Select(tag => (JsonNode)Object(("Key", tag.Key), ("Value", tag.Value)))];
}
