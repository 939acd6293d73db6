using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using AwsHardening.Core.Access.Kinds;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Reading;
using AwsHardening.Core.Storage;

namespace AwsHardening.Core.Audit.Alarms;

/// <summary>
/// The topic that the alarms of a Region tell: one of the module's, under a key that the services may use, or one of the user's own, of
/// which it is said what falls short and which stays as it is.
/// </summary>
/// <param name="scene">What is asked for.</param>
/// <param name="session">The Region.</param>
/// <param name="services">Who publishes.</param>
/// <param name="steps">Makes the changes.</param>
internal sealed class TopicStep(AlarmScene scene, AwsSession session, IReadOnlyList<string> services, AlarmSteps steps)
{
    /// <summary>The topic.</summary>
    public string Arn { get; } = scene.Options.TopicArn ?? $"arn:{scene.Partition}:sns:{session.Region}:{scene.Caller.AccountId}:{AlarmPolicies.TopicName}";

    /// <summary>True where there is no topic to tell.</summary>
    public bool HasFailed { get; private set; }

    public async IAsyncEnumerable<SecurityAlarmItem> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var existed = false;
        if (scene.Options.TopicArn is null)
        {
            var key = await KeyAsync(cancellationToken);
            yield return key;
            HasFailed = key.Status is "Failed" or "Skipped";
            if (HasFailed)
            {
                yield break;
            }

            var topic = Header(TopicKind.Type, Arn, AlarmPolicies.TopicName, "Makes the topic that tells of security alarms, encrypted with a key of the account's own.");
            var made = await steps.OneAsync(null, topic, async () =>
            {
                var present = await TopicKind.ReadAsync(session, Arn, cancellationToken);
                existed = ContentKind.IsThere(present);
                return (TopicPlanner.Plan(topic, present, [.. AlarmPolicies.Publishers(Arn, services)], scene.Options.Emails), existed);
            }, null, cancellationToken);
            yield return made;
            HasFailed = made.Status is "Failed" or "Skipped";
        }
        else
        {
            existed = true;
            await foreach (var item in CheckAsync(cancellationToken))
            {
                yield return item;
            }
        }

        if (!HasFailed)
        {
            foreach (var email in scene.Options.Emails)
            {
                yield return await SubscribeAsync(email, existed, cancellationToken);
            }
        }
    }

    private async Task<SecurityAlarmItem> KeyAsync(CancellationToken cancellationToken)
    {
        const string alias = AlarmPolicies.KeyAlias;
        var header = Header(KeyKind.Type, alias, alias, "Makes a KMS key for the topic of security alarms that CloudWatch and EventBridge may use.") with { Cost = "A KMS key costs by the month and by use." };
        return await steps.OneAsync(null, header, async () =>
        {
            var found = await Ask.OrNull(() => session.Kms.DescribeKeyAsync(new Amazon.KeyManagementService.Model.DescribeKeyRequest { KeyId = alias }, cancellationToken), $"key {alias}", "kms:DescribeKey");
            var users = AlarmPolicies.KeyUsers(Arn, services).ToArray();
            if (found is null)
            {
                return (KeyKind.Make(header.Id, alias, "Encrypts security alarms", AlarmPolicies.Key(scene.Partition, scene.Caller.AccountId, users)).Build(header), false);
            }

            var policy = await KeyKind.ReadPolicyAsync(session, found.KeyMetadata.KeyId, cancellationToken) ?? [];
            var text = policy.ToJsonString();
            return PolicyDocument.Merge(text, users) is var wider && wider != text
                ? (KeyKind.WritePolicy(found.KeyMetadata.Arn, policy, (JsonObject)JsonNode.Parse(wider)!).Build(header with { Why = "Lets the services that tell of security alarms use the key of their topic.", Cost = null }), true)
                : (null, true);
        }, null, cancellationToken);
    }

    // A topic of the user's own, and its key, are theirs to change.
    private async IAsyncEnumerable<SecurityAlarmItem> CheckAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var header = Header(TopicKind.Type, Arn, Arn, "Tells of security alarms.");
        if (Arn.Split(':') is not ["arn", _, "sns", var region, ..] || region != session.Region)
        {
            HasFailed = true;
            yield return await steps.FailedAsync(null, header, AlarmErrors.TopicElsewhere(Arn, session.Region), cancellationToken);
            yield break;
        }

        var facts = await TopicFacts.ReadAsync(session, Arn, cancellationToken);
        if (facts.Topic.IsKnown && !ContentKind.IsThere(facts.Topic.Value))
        {
            HasFailed = true;
            yield return await steps.FailedAsync(null, header, AlarmErrors.NoTopic(Arn), cancellationToken);
            yield break;
        }

        foreach (var problem in services.SelectMany(service => Problems(facts, service)).Append(facts.Confirmed == 0 && scene.Options.Emails.Count == 0 ? "nobody has confirmed a subscription to it" : null).OfType<string>())
        {
            steps.Host.WriteWarning($"Topic {Arn} would not tell of every alarm: {problem}. It is yours, and was left as it is.");
        }

        yield return AlarmSteps.Item(null, header, "Unchanged", facts.Topic.IsKnown ? null : $"could not be read: {facts.Topic.Reason!.Message}");
    }

    private IEnumerable<string?> Problems(TopicFacts facts, string service)
    {
        var source = service == AlarmPolicies.CloudWatch ? $"arn:{scene.Partition}:cloudwatch:{session.Region}:{scene.Caller.AccountId}:alarm:AwsHardening" : Arn;
        return [facts.PublishRefusal(service, source), facts.KeyRefusal(service, source)];
    }

    private async Task<SecurityAlarmItem> SubscribeAsync(string email, bool existed, CancellationToken cancellationToken)
    {
        var header = Header(SubscriptionKind.Type, SubscriptionKind.IdOf(Arn, "email", email), email, $"Has {email} told of security alarms, once they confirm it.");
        async Task<JsonObject?> FindAsync() => (await SubscriptionKind.ListAsync(session, Arn, cancellationToken))
            .FirstOrDefault(one => (string?)one["Protocol"] == "email" && (string?)one["Endpoint"] == email);
        SecurityAlarmItem item;
        if (existed)
        {
            item = await steps.OneAsync(null, header, async () => await FindAsync() is null ? (TopicPlanner.Subscribe(header, Arn, email), false) : (null, true), null, cancellationToken);
        }
        else
        {
            // A new topic began with it.
            item = AlarmSteps.Item(null, header, steps.Host.IsWhatIf ? "WhatIf" : "Created", null);
        }

        if (item.Status is not ("Created" or "Unchanged") || steps.IsPlanning)
        {
            return item;
        }

        try
        {
            if (await FindAsync() is { } listed && SubscriptionKind.IsConfirmed(listed))
            {
                return item with { Detail = "confirmed" };
            }
        }
        catch (UnreadFactException e)
        {
            return item with { Detail = $"whether it is confirmed is not known: {e.Message}" };
        }

        steps.Host.WriteWarning($"{email} is told of nothing until they follow the link in the mail that AWS has sent them; after two days it is no longer good.");
        return item with { Status = "PendingConfirmation", Detail = "waits for the link in AWS's mail to be followed" };
    }

    private ResourceChange Header(string type, string id, string name, string why) => steps.Header(type, id, name, why, session.Region);
}
