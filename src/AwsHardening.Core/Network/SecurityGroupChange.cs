using System.Text.Json.Nodes;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Network.Model;

namespace AwsHardening.Core.Network;

/// <summary>Builds the change that replaces some rules of a group in one direction by others: add first, then revoke.</summary>
internal static class SecurityGroupChange
{
    /// <summary>The CloudFormation type of a security group.</summary>
    public const string ResourceType = "AWS::EC2::SecurityGroup";

    /// <summary>The member of a change's content that lists rules it did not make and relies on.</summary>
    public const string LeansOn = "LeansOnSecurityGroupRuleIds";

    /// <summary>Builds the change.</summary>
    /// <param name="header">A change with its ids, resource and reason; its calls and contents are filled in.</param>
    /// <param name="direction">The direction of all rules.</param>
    /// <param name="remove">Rules that are there.</param>
    /// <param name="add">Rules to make; they get names of the change's own.</param>
    /// <param name="leansOn">Rules that stood already and take over from those removed.</param>
    public static ResourceChange Build(
        ResourceChange header, RuleDirection direction, IReadOnlyList<Rule> remove, IReadOnlyList<Rule> add,
        IReadOnlyList<string>? leansOn = null) =>
        BuildNamed(header, direction, remove, [.. add.Select((rule, index) => rule with { Id = $"{header.Id}#{index + 1}" })], leansOn);

    /// <summary>Builds the change from rules that have their names already.</summary>
    /// <param name="header">As above.</param>
    /// <param name="direction">The direction of all rules.</param>
    /// <param name="remove">Rules that are there.</param>
    /// <param name="named">Rules to make, under the names that the change has for them.</param>
    /// <param name="leansOn">As above.</param>
    public static ResourceChange BuildNamed(
        ResourceChange header, RuleDirection direction, IReadOnlyList<Rule> remove, IReadOnlyList<Rule> named,
        IReadOnlyList<string>? leansOn = null) => header with
        {
            Before = Content(header, direction, remove, []),
            After = Content(header, direction, named, leansOn ?? []),
            Calls = [.. Authorize(header, direction, named, "add", "revoke-added"), .. Revoke(header, direction, remove, "remove", "restore")],
            Inverse =
                [.. Authorize(header, direction, remove, "restore", "remove"), .. Revoke(header, direction, named, "revoke-added", "add")],
        };

    private static IEnumerable<ApiCall> Authorize(
        ResourceChange header, RuleDirection direction, IReadOnlyList<Rule> rules, string callId, string counterpart) =>
        TagSets(rules).Select((set, index) => new ApiCall(
            Numbered(callId, index),
            "ec2",
            direction == RuleDirection.Ingress ? "AuthorizeSecurityGroupIngress" : "AuthorizeSecurityGroupEgress",
            AuthorizeParameters(header.ResourceId, set),
            Numbered(counterpart, index),
            [.. set.Select(rule => new CreatedId(rule.Id, "SecurityGroupRules", RuleContent.Key(rule.Key), "SecurityGroupRuleId"))]));

    private static IEnumerable<ApiCall> Revoke(
        ResourceChange header, RuleDirection direction, IReadOnlyList<Rule> rules, string callId, string counterpart) =>
        TagSets(rules).Select((set, index) => new ApiCall(
            Numbered(callId, index),
            "ec2",
            direction == RuleDirection.Ingress ? "RevokeSecurityGroupIngress" : "RevokeSecurityGroupEgress",
            new JsonObject
            {
                ["GroupId"] = header.ResourceId,
                ["SecurityGroupRuleIds"] = new JsonArray([.. set.Select(rule => IdMap.Reference(rule.Id))]),
            },
            Numbered(counterpart, index),
            []));

    // One Authorize tags all the rules it makes alike, so rules with different tags need a call for each set of tags, and a
    // Revoke to match, so that every call has one that takes exactly it back.
    private static Rule[][] TagSets(IReadOnlyList<Rule> rules) =>
        [.. rules.GroupBy(rule => RuleContent.Tags(rule).ToJsonString()).Select(set => set.ToArray())];

    private static string Numbered(string callId, int index) => index == 0 ? callId : $"{callId}-{index + 1}";

    private static JsonObject AuthorizeParameters(string groupId, Rule[] rules)
    {
        var parameters = new JsonObject
        {
            ["GroupId"] = groupId,
            ["IpPermissions"] = new JsonArray([.. rules.Select(RuleContent.Permission)]),
        };
        if (RuleContent.Tags(rules[0]) is { Count: > 0 } tags)
        {
            parameters["TagSpecifications"] =
                new JsonArray(new JsonObject { ["ResourceType"] = "security-group-rule", ["Tags"] = tags });
        }

        return parameters;
    }

    private static JsonObject Content(
        ResourceChange header, RuleDirection direction, IReadOnlyList<Rule> rules, IReadOnlyList<string> leansOn)
    {
        var content = new JsonObject
        {
            ["GroupId"] = header.ResourceId,
            ["GroupName"] = header.ResourceName,
            ["Direction"] = direction.ToString(),
            ["SecurityGroupRules"] = new JsonArray([.. rules.Select(RuleContent.Whole)]),
        };
        if (leansOn.Count > 0)
        {
            content[LeansOn] = new JsonArray([.. leansOn.Select(id => (JsonNode)id)]);
        }

        return content;
    }
}
