using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Settings;

/// <summary>AWS CloudFormation: stacks with the settings they were made with. Nothing is made of their templates but what they say of parameters and outputs.</summary>
internal sealed class StackService : SettingsService
{
    // AWS's own page; the caller cannot say.
    private const int PageSize = 100;
    private const string Hidden = "****";

    private readonly Regional<List<JsonObject>> _stacks = new(_ => []);

    public StackService(SandboxAccount account)
        : base("cloudformation", account)
    {
        Operations.Add("CreateStack", Create);
        Operations.Add("DescribeStacks", Describe);
        Operations.Add("UpdateTerminationProtection", call =>
        {
            var stack = Find(call);
            stack["EnableTerminationProtection"] = call.Flag("EnableTerminationProtection");
            return Json.Of(("StackId", stack["StackId"]!.DeepClone()));
        });
    }

    private JsonObject Find(ServiceCall call) =>
        _stacks[call.Region].Find(stack => call.Text("StackName") is { } name && (name == (string?)stack["StackName"] || name == (string?)stack["StackId"]))
        ?? throw new AwsErrorException("ValidationError", $"Stack with id {call.Text("StackName")} does not exist");

    private JsonObject Describe(ServiceCall call)
    {
        if (call.Text("StackName") is not null)
        {
            return Json.Of(("Stacks", Json.List([Find(call).DeepClone()])));
        }

        var (page, next) = PageToken.Cut(
            call.Operation, _stacks[call.Region], PageSize, call.Text("NextToken"), () => new AwsErrorException("ValidationError", "Invalid nextToken"));
        return Json.Of(("Stacks", Json.List(page.Select(stack => stack.DeepClone()))), ("NextToken", next));
    }

    private JsonObject Create(ServiceCall call)
    {
        var name = call.Required("StackName");
        if (_stacks[call.Region].Exists(stack => (string?)stack["StackName"] == name))
        {
            throw new AwsErrorException("AlreadyExistsException", $"Stack [{name}] already exists");
        }

        var template = Template(call);
        var id = $"arn:{AwsPartition.OfRegion(call.Region).Name}:cloudformation:{call.Region}:{Account.AccountId}:stack/{name}/{Account.Ids.NextUuid("stack")}";
        _stacks[call.Region].Add(Json.Of(
            ("StackId", id), ("StackName", name), ("Description", template.Text("Description")), ("Parameters", Parameters(call, template)),
            ("CreationTime", Json.Time(Account.Clock.GetUtcNow())), ("StackStatus", "CREATE_COMPLETE"), ("DisableRollback", call.Flag("DisableRollback") ?? false),
            ("NotificationARNs", call.Input["NotificationARNs"]?.DeepClone() ?? new JsonArray()), ("Capabilities", call.Input["Capabilities"]?.DeepClone()),
            ("Outputs", Outputs(template)), ("RoleARN", call.Text("RoleARN")), ("Tags", call.Input["Tags"]?.DeepClone() ?? new JsonArray()),
            ("EnableTerminationProtection", call.Flag("EnableTerminationProtection") ?? false), ("DriftInformation", Json.Of(("StackDriftStatus", "NOT_CHECKED")))));
        return Json.Of(("StackId", id));
    }

    private static JsonObject Template(ServiceCall call)
    {
        try
        {
            return JsonNode.Parse(call.Text("TemplateBody") ?? throw new AwsErrorException("ValidationError", "Either Template URL or Template Body must be specified."))!.AsObject();
        }
        catch (Exception e) when (e is System.Text.Json.JsonException or InvalidOperationException)
        {
            throw new AwsErrorException("ValidationError", "Template format error: JSON not well-formed.");
        }
    }

    // What a template says NoEcho of is never shown again.
    private static JsonArray Parameters(ServiceCall call, JsonObject template)
    {
        var given = call.Items("Parameters").ToDictionary(one => one.Text("ParameterKey") ?? "", one => one.Text("ParameterValue"), StringComparer.Ordinal);
        var declared = template["Parameters"] as JsonObject ?? [];
        if (given.Keys.Where(key => !declared.ContainsKey(key)).ToArray() is { Length: > 0 } unknown)
        {
            throw new AwsErrorException("ValidationError", $"Parameters: [{string.Join(", ", unknown)}] do not exist in the template");
        }

        return Json.List(declared.Select(one => Json.Of(
            ("ParameterKey", one.Key),
            ("ParameterValue", one.Value?["NoEcho"]?.ToString() is "true" ? Hidden : given.GetValueOrDefault(one.Key) ?? one.Value?["Default"]?.ToString()
                ?? throw new AwsErrorException("ValidationError", $"Parameters: [{one.Key}] must have values")))));
    }

    // What would be worked out of resources is not: there are none.
    private static JsonArray Outputs(JsonObject template) => Json.List((template["Outputs"] as JsonObject ?? []).Where(one => one.Value?["Value"] is JsonValue)
        .Select(one => Json.Of(("OutputKey", one.Key), ("OutputValue", one.Value!["Value"]!.ToString()))));
}
