using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;
using AwsHardening.Sandbox.Snapshots;

namespace AwsHardening.Sandbox.Sns;

/// <summary>
/// Puts a snapshot's topics and subscriptions into the state of a new account. Who had not confirmed there cannot do so here: the
/// token is not known.
/// </summary>
internal sealed class TopicLoader(SnsService service, string region) : ServiceLoader("sns", service.NewCopy(region))
{
    // What a topic shows of itself besides what was set.
    private static readonly string[] s_shown =
        ["TopicArn", "Owner", "EffectiveDeliveryPolicy", "SubscriptionsConfirmed", "SubscriptionsPending", "SubscriptionsDeleted"];

    private readonly SnsState _state = service.Regions[region];

    protected override void Add(SnapshotRecord record, JsonObject data)
    {
        var arn = data.Text("TopicArn")!;
        var attributes = data["Attributes"] as JsonObject ?? [];
        var topic = new Topic(arn.Split(':')[^1], arn, attributes.Text("Owner") ?? arn.Split(':')[4]);
        foreach (var (name, value) in attributes.Where(pair => !s_shown.Contains(pair.Key)))
        {
            topic.Attributes[name] = (string?)value ?? "";
        }

        foreach (var one in data.Items("Subscriptions"))
        {
            var said = one.Text("SubscriptionArn")!;
            var isConfirmed = said.StartsWith("arn:", StringComparison.Ordinal);
            topic.Subscriptions.Add(new Subscription(
                isConfirmed ? said : $"{arn}:{_state.Account.Ids.NextUuid("subscription")}", topic, one.Text("Owner") ?? "", one.Text("Protocol") ?? "",
                one.Text("Endpoint") ?? "", _state.Now)
            { IsConfirmed = isConfirmed });
        }

        topic.Tags.Add(data.Items("Tags"));
        _state.Topics.Add(topic.Name, topic);
        AddUnread(data, arn);
    }

    protected override void Compare(string type, JsonObject data)
    {
        if (data["Attributes"] is JsonObject original)
        {
            var topic = _state.Find(data.Text("TopicArn")!)!;
            var live = topic.Shape();
            // They follow from the subscriptions, and how many there were once is not copied.
            foreach (var count in new[] { "SubscriptionsConfirmed", "SubscriptionsPending", "SubscriptionsDeleted" })
            {
                live.Remove(count);
            }

            topic.Overlay = SnapshotOverlay.Between(live, original);
        }
    }
}
