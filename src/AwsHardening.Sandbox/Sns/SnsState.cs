using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Sns;

/// <summary>The topics of one Region.</summary>
internal sealed class SnsState(SandboxAccount account, string region)
{
    // Amazon SNS Developer Guide: subscriptions that nobody confirms are deleted after 48 hours.
    private static readonly TimeSpan s_patience = TimeSpan.FromHours(48);

    public SortedDictionary<string, Topic> Topics { get; } = new(StringComparer.Ordinal);

    public SandboxAccount Account => account;

    public string Region => region;

    public DateTimeOffset Now => account.Clock.GetUtcNow();

    public string ArnOf(string topic) => $"arn:{AwsPartition.OfRegion(region).Name}:sns:{region}:{account.AccountId}:{topic}";

    /// <summary>The topic of an ARN; null where there is none.</summary>
    public Topic? Find(string arn) => arn.Split(':') is [.., var name] && Topics.TryGetValue(name, out var topic) && topic.Arn == arn ? topic : null;

    /// <exception cref="AwsErrorException">No ARN, or of no topic.</exception>
    public Topic Topic(ServiceCall call, string member = "TopicArn")
    {
        Sweep();
        TopicArn.Parts(call.Required(member), member, region);
        return Find(call.Required(member)) ?? throw SnsErrors.NoTopic();
    }

    /// <summary>The subscription of an ARN; null where there is none.</summary>
    /// <exception cref="AwsErrorException">No ARN of a subscription.</exception>
    public Subscription? Subscription(ServiceCall call)
    {
        Sweep();
        var arn = call.Required("SubscriptionArn");
        return TopicArn.Parts(arn, "SubscriptionArn", region) is [var topic, _]
            ? Topics.GetValueOrDefault(topic)?.Subscriptions.Find(one => one.Arn == arn) : throw SnsErrors.Invalid("SubscriptionArn");
    }

    private void Sweep()
    {
        foreach (var topic in Topics.Values)
        {
            topic.Subscriptions.RemoveAll(one => !one.IsConfirmed && one.Token is not null && Now - one.Created > s_patience);
        }
    }
}
