using System.Globalization;
using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Sns;

/// <summary>A standard topic.</summary>
internal sealed class Topic(string name, string arn, string owner)
{
    private const string EffectiveDelivery =
        """{"http":{"defaultHealthyRetryPolicy":{"minDelayTarget":20,"maxDelayTarget":20,"numRetries":3,"numMaxDelayRetries":0,"numNoDelayRetries":0,"numMinDelayRetries":0,"backoffFunction":"linear"},"disableSubscriptionOverrides":false,"defaultRequestPolicy":{"headerContentType":"text/plain; charset=UTF-8"}}}""";

    public string Name { get; } = name;

    public string Arn { get; } = arn;

    /// <summary>What was set, by attribute; <c>Policy</c> is always there.</summary>
    public SortedDictionary<string, string> Attributes { get; } = new(StringComparer.Ordinal)
    {
        ["DisplayName"] = "",
        ["Policy"] = TopicPolicy.Default(arn, owner),
    };

    public string Policy => Attributes["Policy"];

    /// <summary>The key that messages are encrypted with, as it was given; null for none.</summary>
    public string? KeyId => Attributes.GetValueOrDefault("KmsMasterKeyId");

    public TagSet Tags { get; } = new();

    public List<Subscription> Subscriptions { get; } = [];

    /// <summary>How many confirmed subscriptions were ended.</summary>
    public int Deleted { get; set; }

    public SnapshotOverlay? Overlay { get; set; }

    public JsonObject Shape()
    {
        var shown = new JsonObject(Attributes.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)))
        {
            ["TopicArn"] = Arn,
            ["Owner"] = owner,
            ["EffectiveDeliveryPolicy"] = EffectiveDelivery,
            ["SubscriptionsConfirmed"] = Text(Subscriptions.Count(one => one.IsConfirmed)),
            ["SubscriptionsPending"] = Text(Subscriptions.Count(one => !one.IsConfirmed)),
            ["SubscriptionsDeleted"] = Text(Deleted),
        };
        return SnapshotOverlay.Show(shown, Overlay);
    }

    private static string Text(int count) => count.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Somebody who is, or is to be, told of a topic's messages.</summary>
internal sealed class Subscription(string arn, Topic topic, string owner, string protocol, string endpoint, DateTimeOffset created)
{
    public const string Pending = "PendingConfirmation";

    public string Arn { get; } = arn;

    public Topic Topic { get; } = topic;

    public string Owner { get; } = owner;

    public string Protocol { get; } = protocol;

    public string Endpoint { get; } = endpoint;

    public DateTimeOffset Created { get; set; } = created;

    /// <summary>What the endpoint was sent to answer with; null where nobody has to answer, or has.</summary>
    public string? Token { get; set; }

    public bool IsConfirmed { get; set; }

    public bool IsRaw { get; init; }

    /// <summary>True where whoever confirmed it wants to be asked before it ends.</summary>
    public bool AsksBeforeEnd { get; set; }

    public JsonObject Shape() => Json.Of(
        ("SubscriptionArn", IsConfirmed ? Arn : Pending), ("Owner", Owner), ("Protocol", Protocol), ("Endpoint", Endpoint), ("TopicArn", Topic.Arn));

    public JsonObject AttributesShape() => Json.Of(
        ("SubscriptionArn", Arn), ("Owner", Owner), ("Protocol", Protocol), ("Endpoint", Endpoint), ("TopicArn", Topic.Arn),
        ("ConfirmationWasAuthenticated", "false"), ("PendingConfirmation", IsConfirmed ? "false" : "true"), ("RawMessageDelivery", IsRaw ? "true" : "false"),
        ("SubscriptionPrincipal", $"{Arn.Split(':')[0]}:{Arn.Split(':')[1]}:iam::{Owner}:root"));
}
