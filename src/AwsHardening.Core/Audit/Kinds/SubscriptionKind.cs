using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Audit;

/// <summary>A subscription to a topic that was there before; its id is the topic's ARN, the protocol and the endpoint.</summary>
internal sealed class SubscriptionKind : ContentKind
{
    public const string Type = "AWS::SNS::Subscription";
    private const string Pending = "PendingConfirmation";

    public override string ResourceType => Type;

    public override IReadOnlyList<string> RequiredActions { get; } =
        ["sns:ListSubscriptions", "sns:ListSubscriptionsByTopic", "sns:Subscribe", "sns:Unsubscribe"];

    public static string IdOf(string topicArn, string protocol, string endpoint) => $"{topicArn}|{protocol}|{endpoint}";

    /// <summary>The subscriptions of a topic; none where there is no such topic.</summary>
    public static async Task<IReadOnlyList<JsonObject>> ListAsync(AwsSession session, string topicArn, CancellationToken cancellationToken)
    {
        try
        {
            var found = await AuditReads.PagesAsync(
                session, "sns", "ListSubscriptionsByTopic", new() { ["TopicArn"] = topicArn }, "Subscriptions", cancellationToken);
            // One that was cancelled stands in the list for a while.
            return [.. found.OfType<JsonObject>().Where(listed => (string?)listed["SubscriptionArn"] != "Deleted")];
        }
        catch (UnreadFactException e) when (TopicKind.IsAbsent(e))
        {
            return [];
        }
    }

    /// <summary>True where whoever is subscribed has said yes: until then the list has a word in the place of the ARN.</summary>
    public static bool IsConfirmed(JsonObject listed) => ((string?)listed["SubscriptionArn"])?.StartsWith("arn:", StringComparison.Ordinal) == true;

    public override async Task<JsonObject> ReadAsync(AwsSession session, ResourceChange change, CancellationToken cancellationToken)
    {
        var (topic, protocol, endpoint) = change.ResourceId.Split('|', 3) is [var one, var two, var three] ? (one, two, three)
            : throw new ArgumentException($"{change.ResourceId} is no id of a subscription.", nameof(change));
        var found = (await ListAsync(session, topic, cancellationToken)).FirstOrDefault(
            listed => (string?)listed["Protocol"] == protocol && (string?)listed["Endpoint"] == endpoint);
        return found is null ? Absent()
            : IsConfirmed(found) ? new() { [Exists] = true, [Id] = found["SubscriptionArn"]!.DeepClone() }
            : new() { [Exists] = true, [Pending] = true };
    }

    public override IReadOnlyList<string> Drift(ResourceChange change, JsonObject present) => IsThere(change.After) && (bool?)present[Pending] == true
        ? ["it waits for its confirmation: until then AWS lets nobody take it back, and after two days it is gone by itself"]
        : base.Drift(change, present);

    public override Task<int> CountAsync(AccountView view) => view.CountAsync("sns", "ListSubscriptions", "Subscriptions");

    protected override JsonObject? Leaves(ApiCall call) => call.Operation switch
    {
        "Subscribe" => new() { [Exists] = true },
        "Unsubscribe" => Absent(),
        _ => null,
    };
}
