using System.Text.Json.Nodes;
using AwsHardening.Core.Access.Kinds;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Audit.Alarms;

/// <summary>A topic as far as it was read: itself, its key's policy, and who is subscribed.</summary>
internal sealed class TopicFacts
{
    public required string Arn { get; init; }

    /// <summary>The topic, or absent.</summary>
    public required Fact<JsonObject> Topic { get; init; }

    /// <summary>The policy of its key as JSON; null where it has none.</summary>
    public required Fact<string?> KeyPolicy { get; init; }

    public required Fact<IReadOnlyList<JsonObject>> Subscriptions { get; init; }

    public string? Key => Topic.IsKnown && (string?)Topic.Value[TopicKind.Key] is { Length: > 0 } key ? key : null;

    public bool? IsEncrypted => Topic.IsKnown ? Key is not null : null;

    public int? Confirmed => Subscriptions.IsKnown ? Subscriptions.Value.Count(SubscriptionKind.IsConfirmed) : null;

    public int? Pending => Subscriptions.IsKnown ? Subscriptions.Value.Count(one => !SubscriptionKind.IsConfirmed(one)) : null;

    public static async Task<TopicFacts> ReadAsync(AwsSession session, string arn, CancellationToken cancellationToken)
    {
        var topic = await BaselineReader.TryAsync(() => TopicKind.ReadAsync(session, arn, cancellationToken));
        var subscriptions = await BaselineReader.TryAsync(() => SubscriptionKind.ListAsync(session, arn, cancellationToken));
        var key = topic.IsKnown ? (string?)topic.Value[TopicKind.Key] : null;
        var policy = await BaselineReader.TryAsync(() => KeyPolicyAsync(session, key, cancellationToken));
        return new TopicFacts { Arn = arn, Topic = topic, KeyPolicy = policy, Subscriptions = subscriptions };
    }

    /// <summary>Why a service's messages do not get through the topic's policy; null where they do, or where it is not known.</summary>
    public string? PublishRefusal(string service, string sourceArn) => !Topic.IsKnown ? null
        : !ContentKind.IsThere(Topic.Value) ? "the topic is not there"
        : ServiceLeave.Refusal(Topic.Value[TopicKind.Policy]?.ToJsonString(), service, "sns:Publish", Arn, sourceArn) is { } refusal ? $"the topic's policy: {refusal}" : null;

    /// <summary>Why a service may not use the topic's key; null where it may, or needs none, or where it is not known.</summary>
    public string? KeyRefusal(string service, string sourceArn)
    {
        if (Key is null)
        {
            return null;
        }

        if (TopicPlanner.IsAwsManaged(Key))
        {
            return $"the key is alias/aws/sns, which {service} may not use";
        }

        if (!KeyPolicy.IsKnown)
        {
            return null;
        }

        return KeyPolicy.Value is null ? $"key {Key} is not there"
            : new[] { "kms:GenerateDataKey", "kms:Decrypt" }.Select(action => ServiceLeave.Refusal(KeyPolicy.Value, service, action, "*", sourceArn))
                .FirstOrDefault(refusal => refusal is not null) is { } refused ? $"the key's policy: {refused}" : null;
    }

    private static async Task<string?> KeyPolicyAsync(AwsSession session, string? key, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(key) || TopicPlanner.IsAwsManaged(key))
        {
            return null;
        }

        // GetKeyPolicy knows no aliases.
        var found = await Ask.OrNull(() => session.Kms.DescribeKeyAsync(new Amazon.KeyManagementService.Model.DescribeKeyRequest { KeyId = key }, cancellationToken), $"key {key}", "kms:DescribeKey");
        return found is null ? null : (await KeyKind.ReadPolicyAsync(session, found.KeyMetadata.KeyId, cancellationToken))?.ToJsonString();
    }
}
