using System.Text.Json.Nodes;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Network;
using AwsHardening.Core.Network.Model;

namespace AwsHardening.UnitTests.Engine.Changes;

internal static class SampleChanges
{
    public static Rule Range(string id, string range, params (string Key, string Value)[] tags) => Rule(id, RuleSource.Of(Cidr.Parse(range)), tags);

    public static Rule Group(string groupId) => Rule("", RuleSource.OfGroup(groupId));

    public static ResourceChange Of(string id, IReadOnlyList<Rule> remove, IReadOnlyList<Rule> add) => SecurityGroupChange.Build(
        new ResourceChange
        {
            Id = id, SetId = "set", AccountId = "123456789012", Region = "eu-north-1", ResourceType = SecurityGroupChange.ResourceType,
            ResourceId = "sg-1", ResourceName = "Wéb <&> \"servers\"", Why = "It's wide.", Before = [], After = [], Calls = [], Inverse = [],
        },
        RuleDirection.Ingress, remove, add);

    public static ResourceChange Simple(string id) => Of(id, [Range("sgr-1", "10.0.0.0/16", ("Owner", "ops"))], [Group("sg-2")]);

    private static Rule Rule(string id, RuleSource source, params (string Key, string Value)[] tags) => new(
        id, "sg-1", new RuleKey(RuleDirection.Ingress, TrafficSpan.Create("tcp", 22, 22), source), "text",
        tags.ToDictionary(tag => tag.Key, tag => tag.Value));
}
