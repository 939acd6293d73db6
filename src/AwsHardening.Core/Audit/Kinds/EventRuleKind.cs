using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Audit;

/// <summary>A rule of the default event bus: its pattern, whether it is on, and its targets, each a member of its own.</summary>
internal sealed class EventRuleKind : ContentKind, IResourceKind
{
    public const string Type = "AWS::Events::Rule";
    public const string Pattern = "EventPattern";
    public const string State = "State";

    /// <summary>What the member of a target begins with; its value is the target's ARN.</summary>
    public const string Target = "Target:";

    public override string ResourceType => Type;

    public override IReadOnlyList<string> RequiredActions { get; } =
    [
        "events:DescribeRule", "events:ListRules", "events:ListTargetsByRule", "events:PutRule", "events:PutTargets", "events:RemoveTargets",
        "events:DeleteRule",
    ];

    public override Task<JsonObject> ReadAsync(AwsSession session, ResourceChange change, CancellationToken cancellationToken) =>
        ReadAsync(session, change.ResourceId, cancellationToken);

    public static async Task<JsonObject> ReadAsync(AwsSession session, string name, CancellationToken cancellationToken)
    {
        try
        {
            var rule = await AuditReads.ReadAsync(session, "events", "DescribeRule", new() { ["Name"] = name }, cancellationToken);
            var content = Settings(rule);
            foreach (var target in await AuditReads.PagesAsync(session, "events", "ListTargetsByRule", new() { ["Rule"] = name }, "Targets", cancellationToken))
            {
                content[$"{Target}{target["Id"]}"] = target["Arn"]?.DeepClone();
            }

            return content;
        }
        catch (UnreadFactException e) when (AwsErrors.Code(e.InnerException!) == "ResourceNotFoundException")
        {
            return Absent();
        }
    }

    // PutTargets answers what it could not put in a list, and with success: a look finds out.
    public IReadOnlyList<string> Missing(ResourceChange change, JsonObject present, IdMap ids) => Drift(change, present);

    public override Task<int> CountAsync(AccountView view) => view.CountAsync("events", "ListRules", "Rules");

    protected override JsonObject? Leaves(ApiCall call) => call.Operation switch
    {
        "PutRule" => Settings(call.Parameters),
        "DeleteRule" => Absent(),
        "PutTargets" => Targets(((JsonArray)call.Parameters["Targets"]!).OfType<JsonObject>().Select(target => ((string)target["Id"]!, target["Arn"]))),
        "RemoveTargets" => Gone((JsonArray)call.Parameters["Ids"]!),
        "DescribeRule" => new() { [Exists] = true },
        _ => null,
    };

    // A pattern is text for EventBridge, and JSON for whoever compares.
    protected override bool Same(string member, JsonNode? left, JsonNode? now) => member == Pattern
        && (string?)left is { Length: > 0 } was && (string?)now is { Length: > 0 } isNow
            ? JsonContent.Same(JsonNode.Parse(was), JsonNode.Parse(isNow)) : base.Same(member, left, now);

    private static JsonObject Settings(JsonObject said) => new()
    {
        [Exists] = true,
        [Pattern] = said[Pattern]?.DeepClone(),
        [State] = said[State]?.DeepClone(),
        ["Description"] = said["Description"]?.DeepClone(),
    };

    private static JsonObject Targets(IEnumerable<(string Id, JsonNode? Arn)> targets)
    {
        var left = new JsonObject { [Exists] = true };
        foreach (var (id, arn) in targets)
        {
            left[Target + id] = arn?.DeepClone();
        }

        return left;
    }

    private static JsonObject Gone(JsonArray ids) => new(ids.Select(id => KeyValuePair.Create($"{Target}{id}", (JsonNode?)null)));
}
