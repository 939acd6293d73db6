namespace AwsHardening.Sandbox.Sns;

/// <summary>What SNS would have sent, in order.</summary>
internal sealed class Outbox(SandboxAccount account)
{
    private readonly List<SnsDelivery> _sent = [];

    /// <summary>What was sent: a copy.</summary>
    public IReadOnlyList<SnsDelivery> Sent => [.. _sent];

    /// <summary>Asks an endpoint whether it wants a topic's messages.</summary>
    public void Ask(Subscription subscription) => _sent.Add(Make(
        subscription, SnsDeliveryKind.SubscriptionConfirmation, account.Clock.GetUtcNow(), "AWS Notification - Subscription Confirmation",
        $"You have chosen to subscribe to the topic {subscription.Topic.Arn}. To confirm the subscription, use the token included in this message.",
        account.Ids.NextUuid("sns-message")) with
    { Token = subscription.Token });

    /// <summary>Tells an endpoint that it gets no messages any more.</summary>
    public void TellOfEnd(Subscription subscription) => _sent.Add(Make(
        subscription, SnsDeliveryKind.UnsubscribeConfirmation, account.Clock.GetUtcNow(), "AWS Notification - Unsubscribe Confirmation",
        $"Your subscription to the topic {subscription.Topic.Arn} has been deactivated.", account.Ids.NextUuid("sns-message")));

    /// <summary>Sends a message to all who confirmed.</summary>
    /// <returns>The message's id.</returns>
    public string Send(Topic topic, string? subject, Func<string, string> message, DateTimeOffset time)
    {
        var id = account.Ids.NextUuid("sns-message");
        _sent.AddRange(topic.Subscriptions.Where(one => one.IsConfirmed)
            .Select(one => Make(one, SnsDeliveryKind.Notification, time, subject, message(one.Protocol), id)));
        return id;
    }

    private static SnsDelivery Make(Subscription to, SnsDeliveryKind kind, DateTimeOffset time, string? subject, string message, string id) =>
        new(time, kind, to.Topic.Arn, to.Protocol, to.Endpoint, subject, message, id);
}
