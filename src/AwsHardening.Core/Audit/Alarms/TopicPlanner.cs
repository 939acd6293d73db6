using System.Text.Json.Nodes;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Storage;

namespace AwsHardening.Core.Audit.Alarms;

/// <summary>Makes the topic of security alarms, or raises the one there is: a key where it has none that works, leave to publish.</summary>
internal static class TopicPlanner
{
    private const string AwsManaged = "alias/aws/sns";
    private const string DeleteId = "delete";

    /// <summary>Plans the change; null where nothing falls short. Addresses that a topic there is has not are changes of their own.</summary>
    /// <param name="header">A change with its ids, the topic's ARN and the reason.</param>
    /// <param name="present">The topic as it is now.</param>
    /// <param name="publishers">What lets the services publish.</param>
    /// <param name="emails">Who is told, where the topic is new.</param>
    public static ResourceChange? Plan(ResourceChange header, JsonObject present, IReadOnlyList<JsonObject> publishers, IReadOnlyList<string> emails) =>
        ContentKind.IsThere(present) ? Raise(header, present, publishers) : Create(header, publishers, emails);

    /// <summary>True for a key whose policy nobody can change, so that no service may ever use it.</summary>
    public static bool IsAwsManaged(string? key) => key?.EndsWith(AwsManaged, StringComparison.Ordinal) == true;

    /// <summary>Subscribes an address to a topic that is there.</summary>
    public static ResourceChange Subscribe(ResourceChange header, string topicArn, string email)
    {
        var made = $"{header.Id}#subscription";
        return header with
        {
            Before = ContentKind.Absent(),
            After = new() { [ContentKind.Exists] = true, [ContentKind.Id] = made },
            Calls = [new ApiCall("subscribe", "sns", "Subscribe", Subscription(topicArn, email), "unsubscribe", [new CreatedId(made, "", [], "SubscriptionArn")])],
            Inverse = [new ApiCall("unsubscribe", "sns", "Unsubscribe", new() { ["SubscriptionArn"] = IdMap.Reference(made) }, "subscribe", [])],
        };
    }

    private static ResourceChange Create(ResourceChange header, IReadOnlyList<JsonObject> publishers, IReadOnlyList<string> emails)
    {
        var policy = PolicyDocument.Merge(null, publishers);
        var after = new JsonObject { [ContentKind.Exists] = true, [TopicKind.Key] = AlarmPolicies.KeyAlias, [TopicKind.Policy] = JsonNode.Parse(policy) };
        foreach (var email in emails)
        {
            after[TopicKind.Member("email", email)] = true;
        }

        return header with
        {
            Before = ContentKind.Absent(),
            After = after,
            Calls =
            [
                new ApiCall("create", "sns", "CreateTopic", new()
                {
                    ["Name"] = header.ResourceName,
                    ["Attributes"] = new JsonObject { [TopicKind.Key] = AlarmPolicies.KeyAlias, [TopicKind.Policy] = policy },
                }, DeleteId, []),
                .. emails.Select((email, index) => new ApiCall($"subscribe{index}", "sns", "Subscribe", Subscription(header.ResourceId, email), DeleteId, [])),
            ],
            Inverse = [new ApiCall(DeleteId, "sns", "DeleteTopic", new() { ["TopicArn"] = header.ResourceId }, "create", [])],
        };
    }

    private static ResourceChange? Raise(ResourceChange header, JsonObject present, IReadOnlyList<JsonObject> publishers)
    {
        List<ApiCall> calls = [];
        List<ApiCall> inverse = [];
        var (before, after) = (new JsonObject { [ContentKind.Exists] = true }, new JsonObject { [ContentKind.Exists] = true });
        void Set(string attribute, string id, string? was, string isNow, Func<string?, JsonNode?> content)
        {
            ApiCall To(string callId, string? value, string counterpart) => new(callId, "sns", "SetTopicAttributes",
                new() { ["TopicArn"] = header.ResourceId, ["AttributeName"] = attribute, ["AttributeValue"] = value ?? "" }, counterpart, []);
            calls.Add(To(id, isNow, $"restore-{id}"));
            inverse.Insert(0, To($"restore-{id}", was, id));
            (before[attribute], after[attribute]) = (content(was), content(isNow));
        }

        // A key that another has chosen is not taken from them.
        if ((string?)present[TopicKind.Key] is var key && (string.IsNullOrEmpty(key) || IsAwsManaged(key)))
        {
            Set(TopicKind.Key, "key", key, AlarmPolicies.KeyAlias, value => value is null ? null : JsonValue.Create(value));
        }

        var policy = present[TopicKind.Policy]?.ToJsonString();
        if (PolicyDocument.Merge(policy, publishers) is var wider && wider != policy)
        {
            Set(TopicKind.Policy, "policy", policy, wider, value => value is null ? null : JsonNode.Parse(value));
        }

        return calls.Count == 0 ? null : header with { Before = before, After = after, Calls = calls, Inverse = inverse };
    }

    private static JsonObject Subscription(string topicArn, string email) =>
        new() { ["TopicArn"] = topicArn, ["Protocol"] = "email", ["Endpoint"] = email, ["ReturnSubscriptionArn"] = true };
}
