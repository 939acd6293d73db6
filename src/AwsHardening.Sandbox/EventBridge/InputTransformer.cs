using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.EventBridge;

/// <summary>What of an event a target gets (Amazon EventBridge User Guide: Amazon EventBridge input transformation).</summary>
internal static partial class InputTransformer
{
    /// <summary>The text that a target is sent.</summary>
    public static string Transform(JsonObject target, JsonObject seen, EventRule rule, DateTimeOffset received)
    {
        if (target.Text("Input") is { } constant)
        {
            return constant;
        }

        if (target.Text("InputPath") is { } path)
        {
            return Find(seen, path)?.ToJsonString(s_plain) ?? "";
        }

        if (target["InputTransformer"] is not JsonObject transformer)
        {
            return seen.ToJsonString(s_plain);
        }

        var paths = transformer["InputPathsMap"] as JsonObject ?? [];
        return Fill(transformer.Text("InputTemplate") ?? "", name => name switch
        {
            "aws.events.rule-arn" => rule.Arn,
            "aws.events.rule-name" => rule.Name,
            "aws.events.event.ingestion-time" => received.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            "aws.events.event.json" => seen.DeepClone(),
            "aws.events.event" => WithoutDetail(seen),
            _ => paths.Text(name) is { } at ? Find(seen, at) : null,
        });
    }

    /// <summary>What a path such as <c>$.detail.resource.tags[0].key</c> leads to; null for nothing.</summary>
    public static JsonNode? Find(JsonNode? seen, string path)
    {
        foreach (Match step in Step().Matches(path == "$" ? "" : path))
        {
            seen = step.Groups["index"] is { Success: true } index
                ? seen is JsonArray list && int.Parse(index.Value, CultureInfo.InvariantCulture) is var at && at < list.Count ? list[at] : null
                : (seen as JsonObject)?[step.Groups["name"].Value];
        }

        return seen;
    }

    /// <exception cref="AwsErrorException">No path.</exception>
    public static void CheckPath(string path)
    {
        if (!Path().IsMatch(path))
        {
            throw EventBridgeErrors.Validation($"Invalid path {path}: it must be a JSONPath.");
        }
    }

    // Inside quotation marks a value stands as text, elsewhere as JSON; a name that is not known leaves nothing, or null.
    private static string Fill(string template, Func<string, JsonNode?> value)
    {
        var (text, at, inQuotes) = (new StringBuilder(), 0, false);
        while (at < template.Length)
        {
            if (template[at] == '\\' && at + 1 < template.Length)
            {
                text.Append(template, at, 2);
                at += 2;
                continue;
            }

            if (Placeholder().Match(template, at) is { Success: true } name)
            {
                text.Append(Shown(value(name.Groups[1].Value), inQuotes));
                at += name.Length;
                continue;
            }

            inQuotes ^= template[at] == '"';
            text.Append(template[at++]);
        }

        return text.ToString();
    }

    private static string Shown(JsonNode? value, bool inQuotes) => value switch
    {
        null => inQuotes ? "" : "null",
        JsonValue text when inQuotes && text.GetValueKind() == JsonValueKind.String => JsonEncodedText.Encode((string)text!, s_plain.Encoder).ToString(),
        _ when inQuotes => JsonEncodedText.Encode(value.ToJsonString(s_plain), s_plain.Encoder).ToString(),
        _ => value.ToJsonString(s_plain),
    };

    private static JsonObject WithoutDetail(JsonObject seen)
    {
        var copy = (JsonObject)seen.DeepClone();
        copy.Remove("detail");
        return copy;
    }

    private static readonly JsonSerializerOptions s_plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [GeneratedRegex(@"\G<([A-Za-z0-9_.-]+)>")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\.(?<name>[^.\[\]]+)|\[(?<index>[0-9]+)\]|\['(?<name>[^']+)'\]")]
    private static partial Regex Step();

    [GeneratedRegex(@"^\$(\.[^.\[\]\s]+|\[[0-9]+\]|\['[^']+'\])*$")]
    private static partial Regex Path();
}
