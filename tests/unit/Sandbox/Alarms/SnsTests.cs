using System.Text.Json.Nodes;
using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Sns;
using AwsHardening.UnitTests.SandboxTests.Identity;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.Alarms;

/// <summary>SNS: topics, who confirmed, and what is sent.</summary>
public class SnsTests
{
    private readonly AlarmScene _scene = new();

    [Fact]
    public void A_mailbox_is_asked_first_and_gets_nothing_before_it_confirms()
    {
        var topic = _scene.Topic(confirm: false);
        var asked = Assert.Single(_scene.Account.Deliveries);
        Assert.Equal((SnsDeliveryKind.SubscriptionConfirmation, "email", "ops@example.com"), (asked.Kind, asked.Protocol, asked.Endpoint));
        Assert.Equal("PendingConfirmation", (string?)Subscription(topic)["SubscriptionArn"]);
        Assert.Equal(("1", "0"), (Attribute(topic, "SubscriptionsPending"), Attribute(topic, "SubscriptionsConfirmed")));
        _scene.Call("sns", "Publish", new { TopicArn = topic, Message = "lost" });
        Assert.Equal("InvalidParameter", _scene.Refused("sns", "ConfirmSubscription", new { TopicArn = topic, Token = "guess" }));
        // Asked for again it is the same subscription, with another token.
        Assert.Equal("pending confirmation", (string?)_scene.Call("sns", "Subscribe", new { TopicArn = topic, Protocol = "email", Endpoint = "ops@example.com" })["SubscriptionArn"]);
        Assert.Equal("InvalidParameter", _scene.Refused("sns", "ConfirmSubscription", new { TopicArn = topic, asked.Token }));
        var arn = (string)_scene.Call("sns", "ConfirmSubscription", new { TopicArn = topic, _scene.Account.Deliveries[^1].Token })["SubscriptionArn"]!;
        Assert.StartsWith(topic + ":", arn, StringComparison.Ordinal);
        Assert.Equal(arn, (string?)Subscription(topic)["SubscriptionArn"]);
        var id = (string)_scene.Call("sns", "Publish", new { TopicArn = topic, Message = "heard", Subject = "s" })["MessageId"]!;
        var sent = Assert.Single(_scene.Notifications);
        Assert.Equal(("heard", "s", id), (sent.Message, sent.Subject, sent.MessageId));
        Assert.Equal("false", (string?)_scene.Call("sns", "GetSubscriptionAttributes", new { SubscriptionArn = arn })["Attributes"]!["PendingConfirmation"]);
        _scene.Call("sns", "Unsubscribe", new { SubscriptionArn = arn });
        Assert.Equal("1", Attribute(topic, "SubscriptionsDeleted"));
        Assert.Equal(SnsDeliveryKind.UnsubscribeConfirmation, _scene.Account.Deliveries[^1].Kind);
    }

    [Fact]
    public void Who_never_answers_is_forgotten_after_two_days_and_cannot_be_unsubscribed_before()
    {
        var topic = _scene.Topic(confirm: false);
        var arn = (string)_scene.Call("sns", "Subscribe", new { TopicArn = topic, Protocol = "email", Endpoint = "ops@example.com", ReturnSubscriptionArn = true })["SubscriptionArn"]!;
        Assert.Equal("InvalidParameter", _scene.Refused("sns", "Unsubscribe", new { SubscriptionArn = arn }));
        _scene.Pass(48 * 60);
        Assert.Empty(_scene.Call("sns", "ListSubscriptionsByTopic", new { TopicArn = topic })["Subscriptions"]!.AsArray());
        Assert.Equal("NotFound", _scene.Refused("sns", "GetSubscriptionAttributes", new { SubscriptionArn = arn }));
    }

    [Fact]
    public void A_topic_is_made_once_shows_its_policy_and_is_gone_with_its_subscribers()
    {
        var topic = _scene.Topic(attributes: new { DisplayName = "Alarms" });
        Assert.Equal(topic, (string?)_scene.Call("sns", "CreateTopic", new { Name = "alarms" })["TopicArn"]);
        Assert.Equal("InvalidParameter", _scene.Refused("sns", "CreateTopic", new { Name = "alarms", Attributes = new { DisplayName = "other" } }));
        Assert.Equal("InvalidParameter", _scene.Refused("sns", "CreateTopic", new { Name = "alarms", Tags = new[] { new { Key = "k", Value = "v" } } }));
        Assert.Equal("InvalidParameter", _scene.Refused("sns", "CreateTopic", new { Name = "a b" }));
        var born = JsonNode.Parse(Attribute(topic, "Policy")!)!;
        Assert.Equal(("__default_policy_ID", "123456789012"), ((string?)born["Id"], (string?)born["Statement"]![0]!["Condition"]!["StringEquals"]!["AWS:SourceOwner"]));
        var wide = _scene.Policy(topic, "events.amazonaws.com").Replace("sns:Publish", "sns:*", StringComparison.Ordinal);
        var refused = Assert.Throws<AwsErrorException>(() => Set(topic, "Policy", wide));
        Assert.Contains("out of service scope", refused.Message, StringComparison.Ordinal);
        Assert.Equal("InvalidParameter", Assert.Throws<AwsErrorException>(() => Set(topic, "Policy", "{")).Code);
        Assert.Equal("InvalidParameter", Assert.Throws<AwsErrorException>(() => Set(topic, "Colour", "red")).Code);
        Set(topic, "KmsMasterKeyId", "alias/none");
        Assert.Equal("KMSNotFound", _scene.Refused("sns", "Publish", new { TopicArn = topic, Message = "m" }));
        Set(topic, "KmsMasterKeyId", "");
        Assert.Null(Attribute(topic, "KmsMasterKeyId"));
        _scene.Call("sns", "DeleteTopic", new { TopicArn = topic });
        _scene.Call("sns", "DeleteTopic", new { TopicArn = topic });
        Assert.Equal(("NotFound", "InvalidParameter", "InvalidParameter"), (
            _scene.Refused("sns", "GetTopicAttributes", new { TopicArn = topic }), _scene.Refused("sns", "GetTopicAttributes", new { TopicArn = "alarms" }),
            _scene.Refused("sns", "GetTopicAttributes", new { TopicArn = topic.Replace("us-east-1", "eu-west-1", StringComparison.Ordinal) })));
        Assert.Empty(_scene.Call("sns", "ListSubscriptions")["Subscriptions"]!.AsArray());
    }

    [Theory]
    [InlineData("email", "nobody")]
    [InlineData("https", "http://example.com")]
    [InlineData("sqs", "queue")]
    [InlineData("pigeon", "loft")]
    public void An_endpoint_that_does_not_fit_its_protocol_is_refused(string protocol, string endpoint)
    {
        var topic = _scene.Topic(confirm: false);
        Assert.Equal("InvalidParameter", _scene.Refused("sns", "Subscribe", new { TopicArn = topic, Protocol = protocol, Endpoint = endpoint }));
    }

    [Fact]
    public void A_caller_needs_leave_of_its_own_or_of_the_topic()
    {
        var topic = _scene.Topic();
        var user = _scene.Call("iam", "CreateUser", new { UserName = "eve" });
        var key = (string)_scene.Call("iam", "CreateAccessKey", new { UserName = "eve" })["AccessKey"]!["AccessKeyId"]!;
        var message = new JsonObject { ["TopicArn"] = topic, ["Message"] = "m" };
        var refused = Assert.Throws<AwsErrorException>(() => _scene.Account.InvokeAs(key, "sns", "Publish", message));
        Assert.Equal(("AuthorizationError", 403), (refused.Code, refused.Status));
        Assert.Contains($"is not authorized to perform: SNS:Publish on resource: {topic}", refused.Message, StringComparison.Ordinal);
        Set(topic, "Policy", $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"{{user["User"]!["Arn"]}}"},"Action":"sns:Publish","Resource":"{{topic}}"}]}""");
        _scene.Account.InvokeAs(key, "sns", "Publish", message);
        _scene.Call("iam", "PutUserPolicy", new { UserName = "eve", PolicyName = "p", PolicyDocument = IdentityBench.Allow("cloudwatch:DescribeAlarms") });
        _scene.Account.InvokeAs(key, "cloudwatch", "DescribeAlarms", []);
        Assert.Equal("AccessDeniedException", Assert.Throws<AwsErrorException>(() => _scene.Account.InvokeAs(key, "cloudwatch", "ListMetrics", [])).Code);
    }

    private JsonObject Subscription(string topic) =>
        (JsonObject)Assert.Single(_scene.Call("sns", "ListSubscriptionsByTopic", new { TopicArn = topic })["Subscriptions"]!.AsArray())!;

    private string? Attribute(string topic, string name) => (string?)_scene.Call("sns", "GetTopicAttributes", new { TopicArn = topic })["Attributes"]![name];

    private void Set(string topic, string name, string value) =>
        _scene.Call("sns", "SetTopicAttributes", new { TopicArn = topic, AttributeName = name, AttributeValue = value });
}
