using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Sns;

/// <summary>Subscriptions. Whoever is reached by mail or over the web is asked first; what the account owns is not.</summary>
internal sealed class SubscriptionOperations(Regional<SnsState> regions, Outbox outbox)
{
    private static readonly string[] s_asked = ["email", "email-json", "http", "https"];

    private static readonly string[] s_protocols = [.. s_asked, "application", "firehose", "lambda", "sms", "sqs"];

    public void Register(OperationSet set)
    {
        set.Add("Subscribe", Subscribe);
        set.Add("ConfirmSubscription", Confirm);
        set.Add("Unsubscribe", Unsubscribe);
        set.Add("GetSubscriptionAttributes", call => Json.Of(
            ("Attributes", (State(call).Subscription(call) ?? throw SnsErrors.NoSubscription()).AttributesShape())));
        set.Add("ListSubscriptions", call => TopicOperations.Page(
            call, "Subscriptions", State(call).Topics.Values.SelectMany(topic => topic.Subscriptions).Select(one => one.Shape())));
        set.Add("ListSubscriptionsByTopic", call => TopicOperations.Page(
            call, "Subscriptions", State(call).Topic(call).Subscriptions.Select(one => one.Shape())));
    }

    private SnsState State(ServiceCall call) => regions[call.Region];

    private JsonObject Subscribe(ServiceCall call)
    {
        var (state, topic) = (State(call), State(call).Topic(call));
        var (protocol, endpoint) = (call.Required("Protocol"), call.Text("Endpoint") ?? "");
        Check(protocol, endpoint);
        var attributes = call.Input["Attributes"] as JsonObject ?? [];
        if (attributes.FirstOrDefault(pair => pair.Key != "RawMessageDelivery") is { Key: { } other })
        {
            throw SnsErrors.Invalid($"Attributes Reason: The sandbox does not serve {other}");
        }

        var asked = s_asked.Contains(protocol);
        if (topic.Subscriptions.Find(one => one.Protocol == protocol && one.Endpoint == endpoint) is not { } subscription)
        {
            subscription = new Subscription(
                $"{topic.Arn}:{state.Account.Ids.NextUuid("subscription")}", topic, state.Account.AccountId, protocol, endpoint, state.Now)
            {
                IsConfirmed = !asked,
                IsRaw = (string?)attributes["RawMessageDelivery"] == "true",
            };
            topic.Subscriptions.Add(subscription);
        }

        if (!subscription.IsConfirmed)
        {
            // Asked again, the endpoint gets another token and as much time again.
            (subscription.Token, subscription.Created) = (state.Account.Ids.NextHex("sns-token", 64), state.Now);
            outbox.Ask(subscription);
        }

        return Json.Of(("SubscriptionArn",
            subscription.IsConfirmed || call.Flag("ReturnSubscriptionArn") is true ? subscription.Arn : "pending confirmation"));
    }

    private JsonObject Confirm(ServiceCall call)
    {
        var subscription = State(call).Topic(call).Subscriptions.Find(one => one.Token == call.Required("Token"))
            ?? throw SnsErrors.Invalid("Token");
        subscription.IsConfirmed = true;
        subscription.AsksBeforeEnd = call.Text("AuthenticateOnUnsubscribe") == "true";
        return Json.Of(("SubscriptionArn", subscription.Arn));
    }

    private void Unsubscribe(ServiceCall call)
    {
        // One that is not there counts as ended.
        if (State(call).Subscription(call) is not { } subscription)
        {
            return;
        }

        if (!subscription.IsConfirmed)
        {
            throw SnsErrors.Invalid("This subscription is pending confirmation; it is deleted after 48 hours");
        }

        subscription.Topic.Subscriptions.Remove(subscription);
        subscription.Topic.Deleted++;
        outbox.TellOfEnd(subscription);
    }

    private static void Check(string protocol, string endpoint)
    {
        if (!s_protocols.Contains(protocol))
        {
            throw SnsErrors.Invalid($"Amazon SNS does not support this protocol string: {protocol}");
        }

        var fits = protocol switch
        {
            "email" or "email-json" => endpoint.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && at < endpoint.Length - 1,
            "http" or "https" => endpoint.StartsWith($"{protocol}://", StringComparison.Ordinal) && endpoint.Length > protocol.Length + 3,
            "sms" => endpoint.Length > 0 && endpoint.All(letter => char.IsAsciiDigit(letter) || "+-. ()".Contains(letter, StringComparison.Ordinal)),
            _ => endpoint.Split(':') is ["arn", _, _, _, _, ..],
        };
        if (!fits)
        {
            throw SnsErrors.Invalid(protocol switch
            {
                "email" or "email-json" => "Email address",
                "http" or "https" => "Endpoint must match the specified protocol",
                "sms" => "Invalid SMS endpoint: " + endpoint,
                "sqs" => "SQS endpoint ARN",
                _ => "Endpoint Reason: Endpoint is not a valid ARN",
            });
        }
    }
}
