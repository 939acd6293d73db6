using System.Text.Json.Nodes;
using AwsHardening.Core.Changes.Plans;

namespace AwsHardening.Core.Account.Snapshots;

/// <summary>What differs between two states of a resource, by member. AWS promises no order of the elements of a list.</summary>
internal static class SnapshotDiff
{
    /// <summary>A digest that is the same for the same content, in whatever order.</summary>
    public static string Digest(JsonObject data) => CanonicalJson.Sha256(Unordered(data));

    /// <summary>The members that differ, in the order of their names.</summary>
    public static IReadOnlyList<AccountSnapshotMember> Members(JsonObject before, JsonObject after)
    {
        List<AccountSnapshotMember> members = [];
        Objects("", before, after, members);
        return members;
    }

    private static void Objects(string path, JsonObject before, JsonObject after, List<AccountSnapshotMember> members)
    {
        foreach (var name in before.Select(member => member.Key).Union(after.Select(member => member.Key)).Order(StringComparer.Ordinal))
        {
            var inner = path.Length == 0 ? name : $"{path}.{name}";
            var (one, other) = (Said(before[name]), Said(after[name]));
            if (one is JsonObject a && other is JsonObject b)
            {
                Objects(inner, a, b, members);
            }
            else if ((one ?? other) is JsonArray && (one is null or JsonArray) && (other is null or JsonArray))
            {
                Lists(inner, one as JsonArray ?? [], other as JsonArray ?? [], members);
            }
            else if (Text(one) != Text(other))
            {
                members.Add(new AccountSnapshotMember(inner, one is null ? null : Text(one), other is null ? null : Text(other)));
            }
        }
    }

    private static void Lists(string path, JsonArray before, JsonArray after, List<AccountSnapshotMember> members)
    {
        if (before.Concat(after).All(element => element is JsonObject tag && tag.ContainsKey("Key") && tag.Count <= 2))
        {
            var (old, now) = (ByKey(before), ByKey(after));
            members.AddRange(old.Keys.Union(now.Keys).Order(StringComparer.Ordinal).Where(key => old.GetValueOrDefault(key) != now.GetValueOrDefault(key))
                .Select(key => new AccountSnapshotMember($"{path}[{key}]", old.GetValueOrDefault(key), now.GetValueOrDefault(key))));
            return;
        }

        var left = after.Select(Text).ToList();
        // As bags: an element that is there twice and then once is gone once.
        var gone = before.Select(Text).Where(text => !left.Remove(text)).ToList();
        members.AddRange(gone.Select(text => new AccountSnapshotMember($"{path}[]", text, null)));
        members.AddRange(left.Select(text => new AccountSnapshotMember($"{path}[]", null, text)));
    }

    private static Dictionary<string, string> ByKey(JsonArray tags) =>
        tags.ToDictionary(tag => (string)tag!["Key"]!, tag => Text(tag!["Value"]), StringComparer.Ordinal);

    private static string Text(JsonNode? node) => CanonicalJson.Write(Unordered(node));

    // AWS's clients tell an empty text or list from an absent one as little as this does.
    private static JsonNode? Said(JsonNode? node) =>
        node is JsonArray { Count: 0 } || (node is JsonValue value && value.TryGetValue<string>(out var text) && text.Length == 0) ? null : node;

    private static JsonNode? Unordered(JsonNode? node) => node switch
    {
        JsonObject json => new JsonObject(json.Where(member => Said(member.Value) is not null)
            .Select(member => KeyValuePair.Create(member.Key, Unordered(member.Value)))),
        JsonArray array => new JsonArray([.. array.Select(Unordered).OrderBy(CanonicalJson.Write, StringComparer.Ordinal)]),
        _ => node?.DeepClone(),
    };
}
