using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.GuardDuty;

/// <summary>A finding as EventBridge's rules see it: its members begin with a small letter there.</summary>
internal static class FindingEvent
{
    public static JsonObject Of(JsonObject finding) => (JsonObject)Small(finding)!;

    private static JsonNode? Small(JsonNode? node) => node switch
    {
        JsonObject many => new JsonObject(many.Select(pair => KeyValuePair.Create(char.ToLowerInvariant(pair.Key[0]) + pair.Key[1..], Small(pair.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Small)]),
        _ => node?.DeepClone(),
    };
}
