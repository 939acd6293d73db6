using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Audit;

/// <summary>
/// A topic: its key, its policy, and who is subscribed to it. Those that a new topic begins with are part of it: AWS lets nobody take
/// back a subscription that waits for its confirmation, and with the topic it goes.
/// </summary>
internal sealed class TopicKind : ContentKind
{
    public const string Type = "AWS::SNS::Topic";
    public const string Key = "KmsMasterKeyId";
    public const string Policy = "Policy";

    /// <summary>What the member of a subscription begins with.</summary>
    private const string Subscription = "Subscription:";

    public override string ResourceType => Type;

    public override IReadOnlyList<string> RequiredActions { get; } =
    [
        "sns:GetTopicAttributes", "sns:ListSubscriptionsByTopic", "sns:ListTopics", "sns:CreateTopic", "sns:SetTopicAttributes",
        "sns:Subscribe", "sns:DeleteTopic",
    ];

    /// <summary>The member of a subscription.</summary>
    public static string Member(string protocol, string endpoint) => $"{Subscription}{protocol}:{endpoint}";

    public override Task<JsonObject> ReadAsync(AwsSession session, ResourceChange change, CancellationToken cancellationToken) =>
        ReadAsync(session, change.ResourceId, cancellationToken);

    public static async Task<JsonObject> ReadAsync(AwsSession session, string arn, CancellationToken cancellationToken)
    {
        JsonObject answer;
        try
        {
            answer = await AuditReads.ReadAsync(session, "sns", "GetTopicAttributes", new() { ["TopicArn"] = arn }, cancellationToken);
        }
        catch (UnreadFactException e) when (IsAbsent(e))
        {
            return Absent();
        }

        var attributes = answer["Attributes"];
        var content = new JsonObject
        {
            [Exists] = true,
            [Key] = attributes?[Key]?.DeepClone(),
            [Policy] = (string?)attributes?[Policy] is { Length: > 0 } text ? JsonNode.Parse(text) : null,
        };
        foreach (var subscription in await SubscriptionKind.ListAsync(session, arn, cancellationToken))
        {
            // Whether it was confirmed is for whoever reads to see, and no difference to what was written.
            content[Member((string)subscription["Protocol"]!, (string)subscription["Endpoint"]!)] = true;
        }

        return content;
    }

    /// <summary>True where AWS says that there is no such topic.</summary>
    public static bool IsAbsent(UnreadFactException e) => AwsErrors.Code(e.InnerException!) is "NotFound" or "NotFoundException";

    public override IReadOnlyList<string> Drift(ResourceChange change, JsonObject present)
    {
        var others = IsThere(change.Before) || !IsThere(change.After) ? [] : present.Select(pair => pair.Key)
            .Where(member => member.StartsWith(Subscription, StringComparison.Ordinal) && !change.After.ContainsKey(member))
            .Select(member => $"{member[Subscription.Length..]} is subscribed to it, and would be lost with it");
        return [.. base.Drift(change, present), .. others];
    }

    public override Task<int> CountAsync(AccountView view) => view.CountAsync("sns", "ListTopics", "Topics");

    protected override JsonObject? Leaves(ApiCall call) => call.Operation switch
    {
        "CreateTopic" => Attributes((call.Parameters["Attributes"] as JsonObject ?? []).Select(pair => (pair.Key, pair.Value))),
        "SetTopicAttributes" => Attributes([((string)call.Parameters["AttributeName"]!, call.Parameters["AttributeValue"])]),
        "Subscribe" => new() { [Exists] = true, [Member((string)call.Parameters["Protocol"]!, (string)call.Parameters["Endpoint"]!)] = true },
        "DeleteTopic" => Absent(),
        _ => null,
    };

    protected override bool Same(string member, JsonNode? left, JsonNode? now) => member == Policy && left is JsonObject && now is JsonObject
        ? JsonContent.Same(Storage.PolicyDocument.Canonical(left.ToJsonString()), Storage.PolicyDocument.Canonical(now.ToJsonString()))
        : base.Same(member, left, now);

    private static JsonObject Attributes(IEnumerable<(string Name, JsonNode? Value)> attributes)
    {
        var left = new JsonObject { [Exists] = true };
        foreach (var (name, value) in attributes)
        {
            left[name] = name == Policy && (string?)value is { Length: > 0 } text ? JsonNode.Parse(text) : value?.DeepClone();
        }

        return left;
    }
}
