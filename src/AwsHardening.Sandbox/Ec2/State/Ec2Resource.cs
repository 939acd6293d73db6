using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Ec2;

/// <summary>Anything with an id and tags.</summary>
internal abstract class Ec2Resource(ResourceKind kind, string id)
{
    public ResourceKind Kind { get; } = kind;

    public string Id { get; } = id;

    /// <summary>The order of creation in the account: the order of every Describe answer, and what a page token holds.</summary>
    public long Sequence { get; set; }

    public SortedDictionary<string, string> Tags { get; } = new(StringComparer.Ordinal);

    public void SetTags(IEnumerable<KeyValuePair<string, string>> tags)
    {
        foreach (var (key, value) in tags)
        {
            Tags[key] = value;
        }
    }

    public JsonArray TagList() => Json.List(Tags.Select(tag => Json.Of(("Key", tag.Key), ("Value", tag.Value))));
}
