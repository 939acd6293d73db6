using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Edges;

/// <summary>An HTTP or WebSocket API with its routes and stages.</summary>
/// <param name="Shape">What API Gateway tells of it.</param>
internal sealed record HttpApi(JsonObject Shape)
{
    public List<JsonObject> Routes { get; } = [];

    public SortedDictionary<string, JsonObject> Stages { get; } = new(StringComparer.Ordinal);

    public bool IsWebSocket => (string?)Shape["ProtocolType"] == "WEBSOCKET";
}
