using System.Globalization;
using System.Text.Json.Nodes;

namespace AwsHardening.Core.Changes.Plans;

/// <summary>What a change takes away and what it puts there, as lines that people compare.</summary>
internal static class PlanDiff
{
    /// <summary>Lines that begin with <c>- </c> or <c>+ </c>; what is in both is left out.</summary>
    public static IReadOnlyList<string> Lines(HardeningPlanChange change)
    {
        var before = Parts(change, change.Before);
        var after = Parts(change, change.After);
        return [.. before.Except(after).Select(line => "- " + line), .. after.Except(before).Select(line => "+ " + line)];
    }

    private static List<string> Parts(HardeningPlanChange change, string json) =>
        [.. JsonNode.Parse(json)!.AsObject().SelectMany(member => member.Value is JsonArray list
            ? list.Select(element => Flat(change, "", element))
            : [Flat(change, member.Key, member.Value)]).Where(line => line.Length > 0)];

    private static string Flat(HardeningPlanChange change, string name, JsonNode? node) => node switch
    {
        null => "",
        JsonObject { Count: 2 } tag when tag["Key"] is { } key && tag["Value"] is { } value => $"{key}:{value}",
        JsonObject many => string.Join(' ', many.Select(member => Flat(change, member.Key, member.Value)).Where(text => text.Length > 0)),
        JsonArray { Count: 0 } => "",
        JsonArray list => $"{name}=[{string.Join(", ", list.Select(element => Flat(change, "", element)))}]",
        _ => Named(name, Printable.Text(node.ToString()), change.ChangeId + "#"),
    };

    // What is not made yet has a name of the change's own, which says nothing to a reader.
    private static string Named(string name, string text, string ownNames) =>
        text.StartsWith(ownNames, StringComparison.Ordinal) || text.Length == 0 ? ""
        : name.Length == 0 ? text
        : text.Contains(' ', StringComparison.Ordinal) ? string.Create(CultureInfo.InvariantCulture, $"{name}=\"{text}\"")
        : $"{name}={text}";
}
