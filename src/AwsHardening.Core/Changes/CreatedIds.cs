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
            if (Find(created, answer) is not { } id)
            {
                return null;
            }

            ids[created.Id] = id;
        }

        return ids;
    }

    // Some answers are the element themselves, and some lists are of ids alone.
    private static string? Find(CreatedId created, JsonObject answer) => created switch
    {
        { List: "" } => answer[created.Member]?.GetValue<string>(),
        { Member: "" } => (answer[created.List] as JsonArray)?.FirstOrDefault()?.GetValue<string>(),
        _ => (answer[created.List] as JsonArray)?.OfType<JsonObject>().FirstOrDefault(e => Holds(e, created.Match))?[created.Member]?.GetValue<string>(),
    };

    /// <summary>True when every member of the match stands in the element with the same value.</summary>
    public static bool Holds(JsonObject element, JsonObject match) => match.All(pair => pair.Value is JsonObject inner
        ? element[pair.Key] is JsonObject nested && Holds(nested, inner)
        : Text(element[pair.Key]) == Text(pair.Value));

    // As text: a number read from a file and one made by code are the same number.
    private static string? Text(JsonNode? node) => node?.ToJsonString();
}
