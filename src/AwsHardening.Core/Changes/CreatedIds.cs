using System.Text.Json.Nodes;

namespace AwsHardening.Core.Changes;

/// <summary>Finds created things by content in a list of an answer or of a resource.</summary>
internal static class CreatedIds
{
    /// <summary>The ids of all created things; null when one is not there.</summary>
    public static Dictionary<string, string>? Find(ApiCall call, JsonObject answer)
    {
        Dictionary<string, string> ids = new(StringComparer.Ordinal);
        foreach (var created in call.Creates)
        {
            if (IdOf(created, answer) is not { } id)
            {
                return null;
            }

            ids[created.Id] = id;
        }

        return ids;
    }

    // Some operations make one thing, and answer with it or with its id alone; some lists are of ids.
    private static string? IdOf(CreatedId created, JsonObject answer) => created.Member.Length == 0
        ? (answer[created.List] as JsonArray)?.FirstOrDefault()?.GetValue<string>()
        : Elements(answer, created.List).FirstOrDefault(e => Holds(e, created.Match))?[created.Member]?.GetValue<string>();

    private static IEnumerable<JsonObject> Elements(JsonObject answer, string list) => list.Length == 0
        ? [answer]
        : answer[list] switch { JsonArray many => many.OfType<JsonObject>(), JsonObject one => [one], _ => [] };

    /// <summary>True when every member of the match stands in the element with the same value.</summary>
    public static bool Holds(JsonObject element, JsonObject match) => match.All(pair => pair.Value is JsonObject inner
        ? element[pair.Key] is JsonObject nested && Holds(nested, inner)
        : Text(element[pair.Key]) == Text(pair.Value));

    // As text: a number read from a file and one made by code are the same number.
    private static string? Text(JsonNode? node) => node?.ToJsonString();
}
