using System.Globalization;
using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;
using AwsHardening.Sandbox.Settings;

namespace AwsHardening.Sandbox.Edges;

/// <summary>Amazon API Gateway's HTTP and WebSocket APIs: routes, stages and what they log. Nobody can call one.</summary>
internal sealed class HttpApiService : SettingsService
{
    private const int UsualPage = 25;

    private static readonly string[] s_stageSettings =
        ["AccessLogSettings", "AutoDeploy", "ClientCertificateId", "DefaultRouteSettings", "DeploymentId", "Description", "RouteSettings", "StageVariables", "Tags"];

    private static readonly string[] s_routeSettings =
        ["ApiKeyRequired", "AuthorizationScopes", "AuthorizationType", "AuthorizerId", "ModelSelectionExpression", "OperationName", "RouteKey", "RouteResponseSelectionExpression", "Target"];

    private readonly Regional<SortedDictionary<string, HttpApi>> _regions = new(_ => new(StringComparer.Ordinal));

    public HttpApiService(SandboxAccount account)
        : base("apigatewayv2", account)
    {
        Operations.Add("CreateApi", Create);
        Operations.Add("GetApi", call => (JsonObject)Find(call).Shape.DeepClone());
        Operations.Add("GetApis", call => Page(call, _regions[call.Region].Values.Select(api => api.Shape)));
        Operations.Add("CreateRoute", CreateRoute);
        Operations.Add("UpdateRoute", UpdateRoute);
        Operations.Add("GetRoutes", call => Page(call, Find(call).Routes));
        Operations.Add("CreateStage", CreateStage);
        Operations.Add("UpdateStage", UpdateStage);
        Operations.Add("GetStage", call => (JsonObject)Stage(call).DeepClone());
        Operations.Add("GetStages", call => Page(call, Find(call).Stages.Values));
    }

    private JsonNode Now => Json.Time(Account.Clock.GetUtcNow());

    private JsonObject Create(ServiceCall call)
    {
        var (id, protocol) = (Account.Ids.NextHex("http-api", 10), call.Required("ProtocolType"));
        var selection = call.Text("RouteSelectionExpression") ?? (protocol == "HTTP" ? "$request.method $request.path"
            : throw Bad("RouteSelectionExpression is required for WEBSOCKET protocol"));
        var scheme = protocol == "HTTP" ? "https" : "wss";
        HttpApi api = new(Json.Of(
            ("ApiId", id), ("Name", call.Required("Name")), ("ProtocolType", protocol), ("RouteSelectionExpression", selection), ("CreatedDate", Now),
            ("ApiEndpoint", $"{scheme}://{id}.execute-api.{call.Region}.{AwsPartition.OfRegion(call.Region).DnsSuffix}"), ("Description", call.Text("Description")),
            ("ApiKeySelectionExpression", call.Text("ApiKeySelectionExpression") ?? "$request.header.x-api-key"), ("CorsConfiguration", call.Input["CorsConfiguration"]?.DeepClone()),
            ("DisableExecuteApiEndpoint", call.Flag("DisableExecuteApiEndpoint") ?? false), ("Tags", call.Input["Tags"]?.DeepClone())));
        if (call.Text("Target") is not null)
        {
            // API Gateway Developer Guide: Create an HTTP API, quick create.
            AddRoute(api, Json.Of(("RouteKey", call.Text("RouteKey") ?? "$default")));
            AddStage(api, "$default", Json.Of(("AutoDeploy", true)));
        }

        _regions[call.Region][id] = api;
        return (JsonObject)api.Shape.DeepClone();
    }

    private JsonObject CreateRoute(ServiceCall call)
    {
        var api = Find(call);
        if (api.Routes.Exists(route => route.Text("RouteKey") == call.Text("RouteKey")))
        {
            throw new AwsErrorException("ConflictException", $"Route with key {call.Text("RouteKey")} already exists for this API", 409);
        }

        return (JsonObject)AddRoute(api, call.Input).DeepClone();
    }

    private JsonObject UpdateRoute(ServiceCall call)
    {
        var api = Find(call);
        var route = api.Routes.Find(one => one.Text("RouteId") == call.Required("RouteId")) ?? throw NotFound($"Unable to find Route by key {call.Required("RouteId")} within the provided API", "Route");
        CheckAuthorization(api, call.Text("RouteKey") ?? route.Text("RouteKey"), call.Text("AuthorizationType"));
        Set(route, call.Input, s_routeSettings);
        return (JsonObject)route.DeepClone();
    }

    private JsonObject AddRoute(HttpApi api, JsonObject settings)
    {
        CheckAuthorization(api, settings.Text("RouteKey"), settings.Text("AuthorizationType"));
        var route = Json.Of(("RouteId", Account.Ids.NextHex("http-route", 7)), ("AuthorizationType", "NONE"), ("ApiKeyRequired", false));
        Set(route, settings, s_routeSettings);
        api.Routes.Add(route);
        return route;
    }

    // API Gateway Developer Guide: Control and manage access to WebSocket APIs.
    private static void CheckAuthorization(HttpApi api, string? key, string? authorization)
    {
        if (api.IsWebSocket && key != "$connect" && authorization is not (null or "NONE"))
        {
            throw Bad("Currently, authorization is restricted to the $connect route only");
        }
    }

    private JsonObject CreateStage(ServiceCall call)
    {
        var (api, name) = (Find(call), call.Required("StageName"));
        return api.Stages.ContainsKey(name) ? throw new AwsErrorException("ConflictException", "Stage already exists", 409)
            : (JsonObject)AddStage(api, name, call.Input).DeepClone();
    }

    private JsonObject AddStage(HttpApi api, string name, JsonObject settings)
    {
        var stage = Json.Of(
            ("StageName", name), ("AutoDeploy", false), ("DefaultRouteSettings", Json.Of(("DetailedMetricsEnabled", false))), ("RouteSettings", new JsonObject()),
            ("StageVariables", new JsonObject()), ("CreatedDate", Now), ("LastUpdatedDate", Now));
        Set(stage, settings, s_stageSettings);
        CheckLog(stage);
        return api.Stages[name] = stage;
    }

    private JsonObject UpdateStage(ServiceCall call)
    {
        var stage = (JsonObject)Stage(call).DeepClone();
        Set(stage, call.Input, s_stageSettings);
        CheckLog(stage);
        stage["LastUpdatedDate"] = Now;
        Find(call).Stages[call.Required("StageName")] = stage;
        return (JsonObject)stage.DeepClone();
    }

    private static void CheckLog(JsonObject stage)
    {
        if (stage["AccessLogSettings"] is JsonObject log && log.Text("DestinationArn")?.Split(':').Length is null or < 6)
        {
            throw Bad("Invalid ARN specified in the request. ARNs must start with 'arn:' and must be fully qualified.");
        }
    }

    private static JsonObject Page(ServiceCall call, IEnumerable<JsonObject> items)
    {
        var size = int.TryParse(call.Text("MaxResults") ?? $"{UsualPage}", NumberStyles.None, CultureInfo.InvariantCulture, out var asked) && asked > 0
            ? asked : throw Bad("Invalid MaxResults");
        var (page, next) = PageToken.Cut(call.Operation, [.. items], size, call.Text("NextToken"), () => Bad("Invalid NextToken"));
        return Json.Of(("Items", Json.List(page.Select(one => one.DeepClone()))), ("NextToken", next));
    }

    private static void Set(JsonObject shape, JsonObject settings, string[] members)
    {
        foreach (var member in members.Where(member => settings[member] is not null))
        {
            shape[member] = settings[member]!.DeepClone();
        }
    }

    private HttpApi Find(ServiceCall call) => _regions[call.Region].GetValueOrDefault(call.Required("ApiId"))
        ?? throw NotFound($"Invalid API identifier specified {Account.AccountId}:{call.Required("ApiId")}", "Api");

    private JsonObject Stage(ServiceCall call) => Find(call).Stages.GetValueOrDefault(call.Required("StageName"))
        ?? throw NotFound("Invalid stage identifier specified", "Stage");

    private static AwsErrorException NotFound(string message, string type) =>
        new("NotFoundException", message, 404) { Details = Json.Of(("ResourceType", type)) };

    private static AwsErrorException Bad(string message) => new("BadRequestException", message);
}
