using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AwsHardening.Sandbox.Snapshots;

namespace AwsHardening.Core.Account.Snapshots;

/// <summary>
/// Replaces what would tell whose filters, alarms, rules and topics those of a snapshot are. What they wait for stays where it is in
/// AWS's own words, so that an audit still finds it.
/// </summary>
internal sealed partial class AlarmPseudonyms(Pseudonyms names, PolicyPseudonyms policies, ArnPseudonyms arns)
{
    // Members whose texts somebody chose.
    private static readonly HashSet<string> s_names = new(StringComparer.Ordinal)
    {
        "filterName", "logGroupName", "AlarmName", "AlarmDescription", "Name", "Description", "DisplayName", "Id", "Input", "InputTemplate", "Label",
    };

    // Members of events whose values are AWS's words.
    private static readonly HashSet<string> s_words = new(StringComparer.Ordinal)
    {
        "source", "detail-type", "eventSource", "eventName", "eventType", "severity", "type", "state", "errorCode", "errorMessage", "invokedBy",
        "MFAUsed", "ConsoleLogin", "region", "awsRegion",
    };

    /// <summary>A metric filter, an alarm, an anomaly detector, a rule or a topic.</summary>
    public JsonObject Replace(string type, JsonObject data)
    {
        var replaced = (JsonObject)Node("", "", data)!;
        if (type == SnapshotTypes.MetricFilter.Name)
        {
            replaced[SnapshotTypes.MetricFilter.IdMember] = $"{replaced["logGroupName"]}:{replaced["filterName"]}";
        }
        else if (type == SnapshotTypes.AnomalyDetector.Name)
        {
            replaced[SnapshotTypes.AnomalyDetector.IdMember] = names.Name((string?)data[SnapshotTypes.AnomalyDetector.IdMember] ?? "");
        }

        return replaced;
    }

    private JsonNode? Node(string parent, string member, JsonNode? node) => node switch
    {
        // Paths and the selectors of fields are AWS's, the names before them anybody's.
        JsonObject map when member is "InputPathsMap" => map.DeepClone(),
        JsonObject map when member is "dimensions" => new JsonObject(map.Select(pair => KeyValuePair.Create(names.Name(pair.Key), pair.Value?.DeepClone()))),
        JsonObject json => new JsonObject(json.Select(pair => KeyValuePair.Create(pair.Key, Node(member, pair.Key, pair.Value)))),
        JsonArray array => new JsonArray([.. array.Select(element => Node(parent, member, element))]),
        JsonValue value when value.TryGetValue<string>(out var text) => JsonValue.Create(Text(parent, member, text)),
        _ => node?.DeepClone(),
    };

    private string Text(string parent, string member, string text) => member switch
    {
        _ when text.Length == 0 => text,
        "Policy" => policies.Document(text),
        "filterPattern" => FilterPattern(text),
        "EventPattern" => EventPattern(text),
        "Endpoint" => Endpoint(text),
        "KmsMasterKeyId" when text.StartsWith("alias/", StringComparison.Ordinal) => arns.Alias(text),
        "Namespace" or "metricNamespace" => IsOfAws(text) ? text : names.Own(text),
        "MetricName" or "metricName" => names.Own(text),
        // What tells a query of an alarm from another is named in its expressions.
        "Id" when parent == "Metrics" => text,
        "Value" when parent is "Dimensions" or "Tags" => names.Name(text),
        _ when text.StartsWith("arn:", StringComparison.Ordinal) => policies.Arn(text),
        _ when s_names.Contains(member) && !(member == "Name" && parent == "Dimensions") => names.Own(text),
        _ => names.Accounts(text),
    };

    private static bool IsOfAws(string ns) => ns.StartsWith("AWS/", StringComparison.Ordinal);

    private string Endpoint(string text) => text.StartsWith("arn:", StringComparison.Ordinal) ? policies.Arn(text)
        : text.StartsWith("http", StringComparison.Ordinal) ? $"{text.Split(':')[0]}://{names.Name(text)}.example"
        : text.Contains('@', StringComparison.Ordinal) ? $"{names.Name(text)}@example.com" : names.Name(text);

    // Of a condition on JSON the values that are not AWS's words; patterns of other kinds as a whole.
    private string FilterPattern(string text) => text.TrimStart().StartsWith('{')
        ? Comparison().Replace(text, match => s_words.Contains(match.Groups["field"].Value)
            ? match.Value : match.Groups["before"].Value + Quoted(match.Groups["value"].Value))
        : names.Name(text);

    private string Quoted(string value) => double.TryParse(value, out _) ? value : $"\"{names.Pattern(value.Trim('"'))}\"";

    private string EventPattern(string text)
    {
        try
        {
            return Words("", JsonNode.Parse(text))!.ToJsonString();
        }
        catch (JsonException)
        {
            return names.Name(text);
        }
    }

    private JsonNode? Words(string field, JsonNode? node) => node switch
    {
        // A comparison inside a field's list belongs to the field.
        JsonObject json => new JsonObject(json.Select(pair => KeyValuePair.Create(pair.Key, Words(s_words.Contains(field) ? field : pair.Key, pair.Value)))),
        JsonArray array => new JsonArray([.. array.Select(element => Words(field, element))]),
        JsonValue value when value.TryGetValue<string>(out var text) => JsonValue.Create(
            s_words.Contains(field) || field == "numeric" ? text : text.StartsWith("arn:", StringComparison.Ordinal) ? policies.Arn(text) : names.Pattern(text)),
        _ => node?.DeepClone(),
    };

    [GeneratedRegex("""(?<before>\$[^\s=!<>()]*?(?<field>[A-Za-z0-9_-]+)\s*(?:!=|=)\s*)(?<value>"[^"]*"|%[^%]*%|[^\s"()&|]+)""")]
    private static partial Regex Comparison();
}
