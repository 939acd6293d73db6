using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AwsHardening.Core.Storage;

/// <summary>Policy documents as text: compared by meaning, and added to without losing a statement.</summary>
internal static class PolicyDocument
{
    private const string Version = "2012-10-17";

    private static readonly JsonSerializerOptions s_readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The statement that refuses whatever does not come over TLS.</summary>
    public static JsonObject TlsOnly(string bucketArn) => new()
    {
        ["Sid"] = "DenyInsecureTransport",
        ["Effect"] = "Deny",
        ["Principal"] = "*",
        ["Action"] = "s3:*",
        ["Resource"] = new JsonArray(bucketArn, $"{bucketArn}/*"),
        ["Condition"] = new JsonObject { ["Bool"] = new JsonObject { ["aws:SecureTransport"] = "false" } },
    };

    /// <summary>The policy with those of the statements added that it does not have; the same text where it has them all.</summary>
    /// <param name="policy">The policy there is, or null.</param>
    /// <param name="statements">The statements wanted.</param>
    public static string Merge(string? policy, IEnumerable<JsonObject> statements)
    {
        var document = policy is null ? new JsonObject { ["Version"] = Version } : (JsonObject)JsonNode.Parse(policy)!;
        var list = new JsonArray([.. Statements(document).Select(statement => statement.DeepClone())]);
        var count = list.Count;
        foreach (var wanted in statements.Where(wanted => !Has(list, wanted)))
        {
            var added = (JsonObject)wanted.DeepClone();
            added["Sid"] = FreeSid(list, added["Sid"]?.GetValue<string>());
            list.Add(added);
        }

        if (policy is not null && list.Count == count)
        {
            return policy;
        }

        document["Statement"] = list;
        return document.ToJsonString(s_readable);
    }

    /// <summary>True when a policy has a statement, whatever it is called.</summary>
    public static bool Has(string? policy, JsonObject statement) =>
        policy is not null && Has([.. Statements((JsonObject)JsonNode.Parse(policy)!).Select(s => s.DeepClone())], statement);

    /// <summary>The document in which one value and a list of one are the same, and names of statements and order are kept.</summary>
    public static JsonNode Canonical(string policy)
    {
        var document = (JsonObject)JsonNode.Parse(policy)!;
        document["Statement"] = new JsonArray([.. Statements(document).Select(Canonical)]);
        return document;
    }

    private static bool Has(JsonArray list, JsonObject wanted) =>
        list.OfType<JsonObject>().Any(present => Text(present) == Text(wanted));

    private static string Text(JsonObject statement)
    {
        var canonical = (JsonObject)Canonical(statement);
        canonical.Remove("Sid");
        return canonical.ToJsonString();
    }

    private static JsonNode Canonical(JsonNode node) => node switch
    {
        JsonObject many => new JsonObject(many.Where(pair => pair.Value is not null)
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)Canonical(
                // Everybody is everybody, with or without the word AWS.
                pair.Key == "Principal" && pair.Value is JsonObject { Count: 1 } principal && principal["AWS"]?.ToString() == "*"
                    ? JsonValue.Create("*") : pair.Value!)))),
        JsonArray { Count: 1 } one => Canonical(one[0]!),
        JsonArray list => new JsonArray([.. list.Select(item => Canonical(item!)).OrderBy(i => i.ToJsonString(), StringComparer.Ordinal)]),
        _ => JsonValue.Create(node.ToString()),
    };

    private static IEnumerable<JsonObject> Statements(JsonObject document) => document["Statement"] switch
    {
        JsonArray many => many.OfType<JsonObject>(),
        JsonObject one => [one],
        _ => [],
    };

    // A name stands once in a policy.
    private static string? FreeSid(JsonArray list, string? sid)
    {
        var taken = list.Select(statement => statement?["Sid"]?.ToString()).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return sid is null || !taken.Contains(sid)
            ? sid
            : Enumerable.Range(2, taken.Count + 1).Select(number => $"{sid}{number}").First(name => !taken.Contains(name));
    }
}
