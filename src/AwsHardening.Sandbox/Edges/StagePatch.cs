using System.Globalization;
using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Edges;

/// <summary>A change of a stage of a REST API, path by path (API Gateway API Reference: PATCH operations, UpdateStage).</summary>
internal static class StagePatch
{
    private const string Log = "accessLogSettings";

    // The last two parts of a path, and the member of a method's settings that they are.
    private static readonly Dictionary<string, string> s_settings = new(StringComparer.Ordinal)
    {
        ["logging/loglevel"] = "loggingLevel",
        ["logging/dataTrace"] = "dataTraceEnabled",
        ["metrics/enabled"] = "metricsEnabled",
        ["throttling/burstLimit"] = "throttlingBurstLimit",
        ["throttling/rateLimit"] = "throttlingRateLimit",
        ["caching/enabled"] = "cachingEnabled",
        ["caching/ttlInSeconds"] = "cacheTtlInSeconds",
        ["caching/dataEncrypted"] = "cacheDataEncrypted",
    };

    private static readonly string[] s_levels = ["OFF", "ERROR", "INFO"];

    /// <exception cref="AwsErrorException">There is no such path, or it does not take the value.</exception>
    public static void Apply(JsonObject stage, JsonObject patch)
    {
        var (op, path, value) = (patch.Text("op"), patch.Text("path") ?? "", patch.Text("value") ?? "");
        switch (path.TrimStart('/').Split('/'))
        {
            case [Log] when op == "remove":
                stage.Remove(Log);
                break;
            case [Log, "destinationArn" or "format"] when op is "replace" or "add":
                SetLog(stage, path.Split('/')[^1], value);
                break;
            case ["variables", var name] when op is "replace" or "add":
                Owner(stage, "variables")[name] = value;
                break;
            case ["description" or "deploymentId" or "clientCertificateId"] when op == "replace":
                stage[path[1..]] = value;
                break;
            case ["tracingEnabled" or "cacheClusterEnabled"] when op == "replace":
                stage[path[1..]] = value == "true";
                break;
            case [var resource, var method, var group, var name] when op is "replace" or "add" && s_settings.TryGetValue($"{group}/{name}", out var member):
                SetMethod(stage, $"{resource.Replace("~1", "/", StringComparison.Ordinal)}/{method}", member, value);
                break;
            default:
                throw new AwsErrorException("BadRequestException", $"Invalid patch path '{path}' specified for op '{op}'.");
        }
    }

    private static void SetLog(JsonObject stage, string member, string value)
    {
        if (member == "destinationArn" && value.Split(':').Length < 6)
        {
            throw new AwsErrorException("BadRequestException", "Invalid ARN specified in the request. ARNs must start with 'arn:' and must be fully qualified.");
        }

        // Of a log group API Gateway keeps the ARN without the streams.
        Owner(stage, Log)[member] = value.EndsWith(":*", StringComparison.Ordinal) ? value[..^2] : value;
    }

    private static void SetMethod(JsonObject stage, string key, string member, string value)
    {
        if (member == "loggingLevel" && !s_levels.Contains(value))
        {
            throw new AwsErrorException("BadRequestException", $"Invalid value '{value}' for patch path: the log level is OFF, ERROR or INFO.");
        }

        var all = Owner(stage, "methodSettings");
        if (all[key] is not JsonObject settings)
        {
            all[key] = settings = new JsonObject
            {
                ["metricsEnabled"] = false, ["loggingLevel"] = "OFF", ["dataTraceEnabled"] = false, ["throttlingBurstLimit"] = 5000, ["throttlingRateLimit"] = 10000.0,
                ["cachingEnabled"] = false, ["cacheTtlInSeconds"] = 300, ["cacheDataEncrypted"] = false, ["requireAuthorizationForCacheControl"] = true,
                ["unauthorizedCacheControlHeaderStrategy"] = "SUCCEED_WITH_RESPONSE_HEADER",
            };
        }

        settings[member] = settings[member]!.GetValueKind() switch
        {
            System.Text.Json.JsonValueKind.Number => double.Parse(value, CultureInfo.InvariantCulture),
            System.Text.Json.JsonValueKind.String => value,
            _ => value == "true",
        };
    }

    private static JsonObject Owner(JsonObject stage, string member) => (JsonObject)(stage[member] ??= new JsonObject());
}
