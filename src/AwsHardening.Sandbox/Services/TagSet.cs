using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;

namespace AwsHardening.Sandbox.Services;

/// <summary>The tags of a resource, by key, in the list form that most services have.</summary>
internal sealed class TagSet
{
    private readonly SortedDictionary<string, string> _tags = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string> All => _tags;

    public void Add(IEnumerable<JsonObject> tags, string key = "Key", string value = "Value")
    {
        foreach (var tag in tags)
        {
            _tags[tag.Text(key) ?? ""] = tag.Text(value) ?? "";
        }
    }

    public void Add(JsonObject? map)
    {
        foreach (var (key, value) in map ?? [])
        {
            _tags[key] = (string?)value ?? "";
        }
    }

    public void Remove(IEnumerable<string> keys)
    {
        foreach (var key in keys)
        {
            _tags.Remove(key);
        }
    }

    public JsonArray List(string key = "Key", string value = "Value") =>
        Json.List(_tags.Select(tag => Json.Of((key, tag.Key), (value, tag.Value))));

    public JsonObject Map() => new(_tags.Select(tag => KeyValuePair.Create(tag.Key, (JsonNode?)tag.Value)));
}
