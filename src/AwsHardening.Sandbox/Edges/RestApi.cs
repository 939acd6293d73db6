using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Edges;

/// <summary>A REST API with its deployments and stages.</summary>
/// <param name="Shape">What API Gateway tells of it.</param>
internal sealed record RestApi(JsonObject Shape)
{
    public HashSet<string> Deployments { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, JsonObject> Stages { get; } = new(StringComparer.Ordinal);

    public JsonObject Stage(string name) => Stages.GetValueOrDefault(name) ?? throw new AwsErrorException("NotFoundException", "Invalid stage identifier specified", 404);

    public JsonObject AddStage(string name, string deployment, JsonObject settings, JsonNode now)
    {
        if (Stages.ContainsKey(name))
        {
            throw new AwsErrorException("ConflictException", "Stage already exists", 409);
        }

        var stage = new JsonObject
        {
            ["deploymentId"] = deployment, ["stageName"] = name, ["cacheClusterEnabled"] = settings.Flag("cacheClusterEnabled") ?? false,
            ["cacheClusterStatus"] = "NOT_AVAILABLE", ["methodSettings"] = new JsonObject(), ["tracingEnabled"] = settings.Flag("tracingEnabled") ?? false,
            ["createdDate"] = now.DeepClone(), ["lastUpdatedDate"] = now.DeepClone(),
        };
        foreach (var member in new[] { "description", "variables", "documentationVersion", "tags", "cacheClusterSize", "canarySettings" })
        {
            if (settings[member] is { } said)
            {
                stage[member] = said.DeepClone();
            }
        }

        return Stages[name] = stage;
    }
}
