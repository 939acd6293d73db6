using System.Globalization;
using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Settings;

/// <summary>AWS Lambda: functions, their aliases, who may call them, and their URLs. Nothing runs, and no version is published.</summary>
internal sealed class FunctionService : SettingsService
{
    private const int PageSize = 50;
    private static readonly string[] s_kept = ["FunctionName", "Runtime", "Role", "Handler", "Description", "KMSKeyArn", "Layers", "Architectures"];

    private readonly Regional<SortedDictionary<string, Function>> _regions = new(_ => new(StringComparer.Ordinal));

    public FunctionService(SandboxAccount account)
        : base("lambda", account)
    {
        Operations.Add("CreateFunction", Create);
        Operations.Add("ListFunctions", call => Page(call, "Functions", _regions[call.Region].Values.Select(function => function.Shape)));
        Operations.Add("DeleteFunction", call => { _regions[call.Region].Remove(Find(call).Name); });
        Operations.Add("CreateAlias", CreateAlias);
        Operations.Add("ListAliases", call => Page(call, "Aliases", Find(call).Aliases.Values));
        Operations.Add("AddPermission", call => Find(call).Permit(call, Qualifier(call), Account.Ids.NextUuid("lambda-policy")));
        Operations.Add("RemovePermission", call => Find(call).Forbid(Qualifier(call), call.Required("StatementId"), Account.Ids.NextUuid("lambda-policy")));
        Operations.Add("GetPolicy", call => Find(call).Policies.TryGetValue(Qualifier(call), out var policy) ? Json.Of(("Policy", policy.Policy), ("RevisionId", policy.Revision))
            : throw NotFound("The resource you requested does not exist."));
        Operations.Add("CreateFunctionUrlConfig", CreateUrl);
        Operations.Add("ListFunctionUrlConfigs", call => Page(call, "FunctionUrlConfigs", Find(call).Url is { } url ? [url] : []));
    }

    /// <inheritdoc/>
    public override string? PolicyOf(string region, JsonObject input) =>
        input.Text("FunctionName") is { } asked && _regions[region].TryGetValue(asked[(asked.LastIndexOf(':') + 1)..], out var function)
            && function.Named(input.Text("Qualifier")) is { } qualifier ? function.Policies.GetValueOrDefault(qualifier).Policy : null;

    public static AwsErrorException NotFound(string message) => new("ResourceNotFoundException", message, 404);

    public static AwsErrorException Conflict(string message) => new("ResourceConflictException", message, 409);

    private static JsonObject Page(ServiceCall call, string list, IEnumerable<JsonObject> items)
    {
        var (page, next) = PageToken.Cut(
            call.Operation, [.. items.Select(item => item.DeepClone())], Math.Min(call.Number("MaxItems") ?? PageSize, PageSize), call.Text("Marker"),
            () => new("InvalidParameterValueException", "Invalid Marker."));
        return Json.Of((list, Json.List(page)), ("NextMarker", next));
    }

    // By name, or by an ARN that may be partial.
    private Function Find(ServiceCall call)
    {
        var asked = call.Required("FunctionName");
        var name = asked[(asked.LastIndexOf(':') + 1)..];
        return _regions[call.Region].GetValueOrDefault(name) ?? throw NotFound($"Function not found: {ArnOf(call, name)}");
    }

    private string Qualifier(ServiceCall call) => Find(call).Named(call.Text("Qualifier"))
        ?? throw NotFound(call.Operation == "GetPolicy" ? "The resource you requested does not exist." : $"Cannot find alias arn: {Find(call).Arn}:{call.Text("Qualifier")}");

    private string ArnOf(ServiceCall call, string name) => $"arn:{AwsPartition.OfRegion(call.Region).Name}:lambda:{call.Region}:{Account.AccountId}:function:{name}";

    private string Now() => Account.Clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'+0000'", CultureInfo.InvariantCulture);

    private JsonObject Create(ServiceCall call)
    {
        var name = call.Required("FunctionName");
        if (_regions[call.Region].ContainsKey(name))
        {
            throw Conflict($"Function already exist: {name}");
        }

        var shape = Json.Of([.. s_kept.Select(member => (member, call.Input[member]?.DeepClone()))]);
        shape["FunctionArn"] = ArnOf(call, name);
        shape["PackageType"] = call.Text("PackageType") ?? "Zip";
        (shape["Timeout"], shape["MemorySize"], shape["Version"]) = (call.Number("Timeout") ?? 3, call.Number("MemorySize") ?? 128, Function.Latest);
        (shape["State"], shape["LastModified"]) = ("Active", Now());
        if (call.Input["Environment"] is JsonObject environment)
        {
            shape["Environment"] = environment.DeepClone();
        }

        _regions[call.Region].Add(name, new Function(name, shape));
        return (JsonObject)shape.DeepClone();
    }

    private JsonObject CreateAlias(ServiceCall call)
    {
        var (function, name) = (Find(call), call.Required("Name"));
        if (call.Required("FunctionVersion") is var version && version != Function.Latest)
        {
            throw NotFound($"Function not found: {function.Arn}:{version}");
        }

        var alias = Json.Of(
            ("AliasArn", $"{function.Arn}:{name}"), ("Name", name), ("FunctionVersion", version), ("Description", call.Text("Description") ?? ""),
            ("RevisionId", Account.Ids.NextUuid("lambda-alias")));
        return function.Aliases.TryAdd(name, alias) ? (JsonObject)alias.DeepClone() : throw Conflict($"Alias already exists: {function.Arn}:{name}");
    }

    private JsonObject CreateUrl(ServiceCall call)
    {
        var function = Find(call);
        if (function.Url is not null)
        {
            throw Conflict($"Failed to create function url config for [functionArn = {function.Arn}]. Error message:  FunctionUrlConfig exists for this Lambda function");
        }

        function.Url = Json.Of(
            ("FunctionUrl", $"https://{Account.Ids.NextHex("lambda-url", 32)}.lambda-url.{call.Region}.on.aws/"), ("FunctionArn", function.Arn), ("AuthType", call.Required("AuthType")),
            ("Cors", call.Input["Cors"]?.DeepClone()), ("CreationTime", Now()), ("LastModifiedTime", Now()), ("InvokeMode", call.Text("InvokeMode") ?? "BUFFERED"));
        return (JsonObject)function.Url.DeepClone();
    }
}
