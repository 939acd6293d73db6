using System.Text.Json.Nodes;

namespace AwsHardening.Core.Account.Snapshots;

/// <summary>Replaces what would tell whose trails, recorders, detectors, analyzers and tables those of a snapshot are.</summary>
internal sealed class AuditPseudonyms(Pseudonyms names, PolicyPseudonyms policies, ArnPseudonyms arns)
{
    // Texts that somebody chose, in members that elsewhere hold words of AWS's.
    private static readonly HashSet<string> s_names = new(StringComparer.Ordinal)
    {
        "Name", "name", "TableName", "AttributeName", "IndexName", "SnsTopicName", "LatestStreamLabel", "lastErrorMessage", "ClientToken",
    };

    private static readonly HashSet<string> s_buckets = new(StringComparer.Ordinal) { "S3BucketName", "s3BucketName" };

    private static readonly HashSet<string> s_prefixes = new(StringComparer.Ordinal) { "S3KeyPrefix", "s3KeyPrefix" };

    // Names of AWS's own in lists of structures with a name.
    private static readonly HashSet<string> s_ownLists = new(StringComparer.Ordinal) { "Features", "AdditionalConfiguration" };

    /// <summary>A trail, a recorder, a delivery channel, a detector, an analyzer or a table.</summary>
    public JsonObject Replace(JsonObject data) => (JsonObject)Node("", "", data)!;

    private JsonNode? Node(string parent, string member, JsonNode? node) => node switch
    {
        JsonObject tags when member is "Tags" or "tags" => new JsonObject(tags.Select(tag =>
            KeyValuePair.Create(tag.Key, (JsonNode?)JsonValue.Create(names.Name((string?)tag.Value ?? ""))))),
        JsonObject json => new JsonObject(json.Select(pair => KeyValuePair.Create(pair.Key, Node(member, pair.Key, pair.Value)))),
        JsonArray array => new JsonArray([.. array.Select(element => Node(parent, member, element))]),
        JsonValue value when value.TryGetValue<string>(out var text) => JsonValue.Create(Text(parent, member, text)),
        _ => node?.DeepClone(),
    };

    private string Text(string parent, string member, string text) =>
        text.Length == 0 ? text
        // All resources of a service, in selectors of data events.
        : text.StartsWith("arn:", StringComparison.Ordinal) ? (text.Count(c => c == ':') < 5 ? text : policies.Arn(text))
        : text.StartsWith("alias/", StringComparison.Ordinal) ? arns.Alias(text)
        : s_buckets.Contains(member) ? names.Bucket(text)
        : s_prefixes.Contains(member) ? policies.Key(text)
        : s_ownLists.Contains(parent) ? text
        : s_names.Contains(member) || (parent == "Tags" && member == "Value") ? names.Pattern(text)
        : names.Accounts(text);
}
