using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AwsHardening.Core.Access;

namespace AwsHardening.Core.Account.Snapshots;

/// <summary>Strikes out what the profile of a session's shell sets as a secret. A document without one stays as it is, to the letter.</summary>
internal static partial class PreferencesMask
{
    /// <summary>The document without secrets.</summary>
    public static string Apply(string content)
    {
        JsonNode? document;
        try
        {
            document = JsonNode.Parse(content);
        }
        catch (JsonException)
        {
            return Struck(content);
        }

        var masked = Masked(document)!;
        return JsonNode.DeepEquals(masked, document) ? content : masked.ToJsonString();
    }

    private static JsonNode? Masked(JsonNode? node) => node switch
    {
        JsonObject json => new JsonObject(json.Select(pair => KeyValuePair.Create(pair.Key, Masked(pair.Value)))),
        JsonArray array => new JsonArray([.. array.Select(Masked)]),
        JsonValue value when value.TryGetValue<string>(out var text) => JsonValue.Create(Struck(text)),
        _ => node?.DeepClone(),
    };

    private static string Struck(string text) => Assigned().Replace(SecretMask.Apply(text), "${head}***");

    [GeneratedRegex(@"(?<head>\b\w*(?:password|passwd|passphrase|secret|token|credential|api_?key|private_?key)\w*\s*=\s*)(?:""[^""]*""|'[^']*'|[^\s;'""]+)", RegexOptions.IgnoreCase)]
    private static partial Regex Assigned();
}
