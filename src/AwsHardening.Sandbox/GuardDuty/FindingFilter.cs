using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Wire;

namespace AwsHardening.Sandbox.GuardDuty;

/// <summary>The criteria of ListFindings, by the paths of a finding's JSON (Amazon GuardDuty API Reference: ListFindings).</summary>
internal static class FindingFilter
{
    public static bool Passes(JsonObject finding, JsonObject? criteria) => (criteria?["Criterion"] as JsonObject ?? []).All(one =>
        one.Value is JsonObject condition && condition.All(test => Holds(Values(finding, one.Key), test.Key, test.Value)));

    private static bool Holds(List<JsonNode> values, string test, JsonNode? wanted) => test switch
    {
        "Eq" or "Equals" => Texts(wanted).Any(text => values.Exists(value => Text(value) == text)),
        "Neq" or "NotEquals" => !Texts(wanted).Any(text => values.Exists(value => Text(value) == text)),
        "Gte" or "GreaterThanOrEqual" => values.Exists(value => Number(value) >= Number(wanted!)),
        "Gt" or "GreaterThan" => values.Exists(value => Number(value) > Number(wanted!)),
        "Lte" or "LessThanOrEqual" => values.Exists(value => Number(value) <= Number(wanted!)),
        "Lt" or "LessThan" => values.Exists(value => Number(value) < Number(wanted!)),
        _ => throw GuardDutyErrors.Bad("the parameter findingCriteria is invalid"),
    };

    private static List<JsonNode> Values(JsonNode? node, string path)
    {
        IEnumerable<JsonNode?> at = [node];
        foreach (var name in path.Split('.'))
        {
            at = at.SelectMany(Each)
                .Select(n => n is JsonObject many ? many[char.ToUpperInvariant(name[0]) + name[1..]] : null);
        }

        return [.. at.SelectMany(Each).OfType<JsonNode>()];
    }

    private static IEnumerable<JsonNode?> Each(JsonNode? node) => node is JsonArray list ? list : Enumerable.Repeat(node, 1);

    private static IEnumerable<string> Texts(JsonNode? wanted) => (wanted as JsonArray ?? []).Select(text => text!.ToString());

    private static string Text(JsonNode value) => value.GetValueKind() switch
    {
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => value.ToString(),
    };

    // Times are compared as milliseconds since 1970.
    private static double Number(JsonNode value) => value.GetValueKind() == JsonValueKind.Number
        ? double.Parse(value.ToString(), CultureInfo.InvariantCulture)
        : Timestamps.FromText(value.ToString()).ToUnixTimeMilliseconds();
}
