using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;
using AwsHardening.Sandbox.Settings;

namespace AwsHardening.Sandbox.Edges;

/// <summary>
/// Amazon API Gateway's REST APIs: their resource policies and stages. There are no methods in them, nobody can call one, and logs are
/// taken without a role of the account that may write them.
/// </summary>
internal sealed class RestApiService : SettingsService
{
    private static readonly JsonSerializerOptions s_escapingQuotesAlone = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string[] s_domain = ["certificateName", "certificateArn", "regionalCertificateName", "regionalCertificateArn", "tags"];

    private readonly Regional<SortedDictionary<string, RestApi>> _regions = new(_ => new(StringComparer.Ordinal));

    private readonly Regional<SortedDictionary<string, JsonObject>> _domains = new(_ => new(StringComparer.Ordinal));

    public RestApiService(SandboxAccount account)
        : base("apigateway", account)
    {
        Operations.Add("CreateRestApi", Create);
        Operations.Add("GetRestApi", call => (JsonObject)Find(call).Shape.DeepClone());
        Operations.Add("GetRestApis", call => Page(call, _regions[call.Region].Values.Select(api => api.Shape)));
        Operations.Add("UpdateRestApi", Update);
        Operations.Add("CreateDeployment", Deploy);
        Operations.Add("CreateStage", CreateStage);
        Operations.Add("GetStage", call => (JsonObject)Find(call).Stage(call.Required("stageName")).DeepClone());
        Operations.Add("GetStages", call => Json.Of(("item", Json.List(Find(call).Stages.Values
            .Where(stage => stage.Text("deploymentId") == (call.Text("deploymentId") ?? stage.Text("deploymentId"))).Select(stage => stage.DeepClone())))));
        Operations.Add("UpdateStage", UpdateStage);
        Operations.Add("CreateDomainName", CreateDomain);
        Operations.Add("GetDomainNames", call => Page(call, _domains[call.Region].Values));
    }

    private JsonNode Now => Json.Time(Account.Clock.GetUtcNow());

    private JsonObject Create(ServiceCall call)
    {
        var id = Account.Ids.NextHex("rest-api", 10);
        var shape = Json.Of(
            ("id", id), ("name", call.Required("name")), ("description", call.Text("description")), ("createdDate", Now), ("version", call.Text("version")),
            ("apiKeySource", call.Text("apiKeySource") ?? "HEADER"), ("disableExecuteApiEndpoint", call.Flag("disableExecuteApiEndpoint") ?? false),
            ("endpointConfiguration", call.Input["endpointConfiguration"]?.DeepClone() ?? Json.Of(("types", Json.Texts(["EDGE"])), ("ipAddressType", "ipv4"))),
            ("policy", call.Text("policy") is { } policy ? Escaped(policy) : null), ("tags", call.Input["tags"]?.DeepClone()),
            ("rootResourceId", Account.Ids.NextHex("rest-resource", 10)));
        _regions[call.Region][id] = new RestApi(shape);
        return (JsonObject)shape.DeepClone();
    }

    private static JsonObject Page(ServiceCall call, IEnumerable<JsonObject> items)
    {
        var limit = call.Number("limit") ?? 25;
        if (limit is < 1 or > 500)
        {
            throw new AwsErrorException("BadRequestException", "Limit must be between 1 and 500");
        }

        var (page, next) = PageToken.Cut(
            call.Operation, [.. items], limit, call.Text("position"), () => new("BadRequestException", "Invalid position parameter"));
        return Json.Of(("items", Json.List(page.Select(one => one.DeepClone()))), ("position", next));
    }

    private JsonObject CreateDomain(ServiceCall call)
    {
        var name = call.Required("domainName");
        var shape = Json.Of(
        [
            ("domainName", name), ("domainNameArn", $"arn:{AwsPartition.OfRegion(call.Region).Name}:apigateway:{call.Region}::/domainnames/{name}"), ("domainNameStatus", "AVAILABLE"),
            ("securityPolicy", call.Text("securityPolicy") ?? "TLS_1_2"),
            ("endpointConfiguration", call.Input["endpointConfiguration"]?.DeepClone() ?? Json.Of(("types", Json.Texts(["EDGE"])))),
            .. s_domain.Select(member => (member, call.Input[member]?.DeepClone())),
        ]);
        return _domains[call.Region].TryAdd(name, shape) ? (JsonObject)shape.DeepClone()
            : throw new AwsErrorException("ConflictException", "The domain name you provided already exists.", 409);
    }

    private JsonObject Update(ServiceCall call)
    {
        var shape = Find(call).Shape;
        foreach (var patch in call.Items("patchOperations"))
        {
            switch (patch.Text("path"), patch.Text("op"))
            {
                case ("/policy", "replace") when patch.Text("value") is { Length: > 0 } policy:
                    shape["policy"] = Escaped(policy);
                    break;
                case ("/policy", "replace" or "remove"):
                    shape.Remove("policy");
                    break;
                case ("/name" or "/description", "replace"):
                    shape[patch.Text("path")![1..]] = patch.Text("value");
                    break;
                case ("/disableExecuteApiEndpoint", "replace"):
                    shape["disableExecuteApiEndpoint"] = patch.Text("value") == "true";
                    break;
                default:
                    throw new AwsErrorException("BadRequestException", $"Invalid patch path '{patch.Text("path")}' specified for op '{patch.Text("op")}'.");
            }
        }

        return (JsonObject)shape.DeepClone();
    }

    private JsonObject Deploy(ServiceCall call)
    {
        var api = Find(call);
        var id = Account.Ids.NextHex("rest-deployment", 6);
        if (call.Text("stageName") is { Length: > 0 } name)
        {
            if (api.Stages.TryGetValue(name, out var stage))
            {
                stage["deploymentId"] = id;
            }
            else
            {
                api.AddStage(name, id, call.Input, Now);
            }
        }

        api.Deployments.Add(id);
        return Json.Of(("id", id), ("description", call.Text("description")), ("createdDate", Now));
    }

    private JsonObject CreateStage(ServiceCall call)
    {
        var (api, deployment) = (Find(call), call.Required("deploymentId"));
        return api.Deployments.Contains(deployment)
            ? (JsonObject)api.AddStage(call.Required("stageName"), deployment, call.Input, Now).DeepClone()
            : throw new AwsErrorException("BadRequestException", "Deployment id does not exist");
    }

    private JsonObject UpdateStage(ServiceCall call)
    {
        var (api, name) = (Find(call), call.Required("stageName"));
        // All of it or nothing.
        var changed = (JsonObject)api.Stage(name).DeepClone();
        foreach (var patch in call.Items("patchOperations"))
        {
            StagePatch.Apply(changed, patch);
        }

        changed["lastUpdatedDate"] = Now;
        api.Stages[name] = changed;
        return (JsonObject)changed.DeepClone();
    }

    private RestApi Find(ServiceCall call) => _regions[call.Region].GetValueOrDefault(call.Required("restApiId"))
        ?? throw new AwsErrorException("NotFoundException", $"Invalid API identifier specified {Account.AccountId}:{call.Required("restApiId")}", 404);

    // The answer has the policy as it stands inside a text of JSON: each quotation mark with a backslash before it.
    private static string Escaped(string policy)
    {
        try
        {
            return JsonSerializer.Serialize(JsonNode.Parse(policy)!.ToJsonString(s_escapingQuotesAlone), s_escapingQuotesAlone)[1..^1];
        }
        catch (JsonException)
        {
            throw new AwsErrorException("BadRequestException", "Invalid policy document. Please check the policy syntax and ensure that Principals are valid.");
        }
    }
}
