using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Ec2;

/// <summary>Anything with an id and tags.</summary>
internal abstract class Ec2Resource(ResourceKind kind, string id)
{
    public ResourceKind Kind { get; } = kind;

    public string Id { get; } = id;

    /// <summary>The order of creation in the account: the order of every Describe answer, and what a page token holds.</summary>
    public long Sequence { get; set; }

    /// <summary>What the account that this is a copy of shows otherwise; null where there is nothing, or no such account.</summary>
    public SnapshotOverlay? Overlay { get; set; }

    public SortedDictionary<string, string> Tags { get; } = new(StringComparer.Ordinal);

    public void SetTags(IEnumerable<KeyValuePair<string, string>> tags)
    {
        foreach (var (key, value) in tags)
        {
            Tags[key] = value;
        }
    }

    /// <summary>How a Describe operation shows it.</summary>
    public JsonObject Show(JsonObject live) => Overlay?.Apply(live) ?? live;

    public JsonArray TagList() => Json.List(Tags.Select(tag => Json.Of(("Key", tag.Key), ("Value", tag.Value))));
}
