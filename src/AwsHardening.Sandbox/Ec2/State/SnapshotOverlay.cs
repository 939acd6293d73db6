using System.Text.Json;
using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Ec2;

/// <summary>
/// What a loaded resource shows otherwise than the sandbox would: members that the sandbox does not model, and texts that AWS
/// makes in ways of its own. Each member stands until a call changes what the sandbox itself would show there.
/// </summary>
internal sealed class SnapshotOverlay
{
    private readonly Dictionary<string, (string? Loaded, JsonNode? Original)> _members = new(StringComparer.Ordinal);

    private SnapshotOverlay()
    {
    }

    /// <summary>The overlay that makes <paramref name="live"/> show <paramref name="original"/>; null where it does so anyway.</summary>
    public static SnapshotOverlay? Between(JsonObject live, JsonObject original)
    {
        var overlay = new SnapshotOverlay();
        foreach (var name in live.Select(member => member.Key).Union(original.Select(member => member.Key)))
        {
            var (loaded, wanted) = (Text(live[name]), Text(original[name]));
            if (loaded != wanted)
            {
                overlay._members.Add(name, (loaded, original[name]?.DeepClone()));
            }
        }

        return overlay._members.Count == 0 ? null : overlay;
    }

    /// <summary>The members that differ.</summary>
    public IReadOnlyCollection<string> Names => _members.Keys;

    /// <summary>What a resource shows, with what lies over it.</summary>
    public static JsonObject Show(JsonObject live, SnapshotOverlay? overlay) => overlay?.Apply(live) ?? live;

    public JsonObject Apply(JsonObject live)
    {
        foreach (var (name, (loaded, original)) in _members)
        {
            if (Text(live[name]) != loaded)
            {
                continue;
            }

            live.Remove(name);
            if (original is not null)
            {
                live.Add(name, original.DeepClone());
            }
        }

        return live;
    }

    /// <summary>A member as one text; AWS's clients tell an empty list or text from an absent one as little as this does.</summary>
    private static string? Text(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject json:
                var members = json.Select(member => (member.Key, Text: Text(member.Value))).Where(member => member.Text is not null)
                    .OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => $"{JsonSerializer.Serialize(member.Key)}:{member.Text}");
                return $"{{{string.Join(',', members)}}}";
            case JsonArray { Count: 0 }:
                return null;
            case JsonArray array:
                return $"[{string.Join(',', array.Select(element => Text(element) ?? "null"))}]";
            default:
                return node?.ToJsonString() is { } text && text != "\"\"" ? text : null;
        }
    }
}
