using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Access.Kinds;

/// <summary>A log group: its retention and its key. One that holds logs is not deleted by undoing its making, unless it is forced.</summary>
internal sealed class LogGroupKind : PartsKind
{
    public const string Type = "AWS::Logs::LogGroup";
    public const string Name = "logGroupName";
    public const string Retention = "retentionInDays";
    public const string Key = "kmsKeyId";
    private const string Streams = "$streams";

    public override string ResourceType => Type;

    public override IReadOnlyList<string> RequiredActions { get; } =
    [
        "logs:DescribeLogGroups", "logs:DescribeLogStreams", "logs:CreateLogGroup", "logs:DeleteLogGroup", "logs:AssociateKmsKey",
        "logs:DisassociateKmsKey", "logs:PutRetentionPolicy",
    ];

    protected override string Existence => Name;

    public override async Task<int> CountAsync(AccountView view) => Count(await view.LogGroups(), "the log groups", "logs:DescribeLogGroups");

    public override IReadOnlyList<string> Drift(ResourceChange change, JsonObject present) =>
        change.After[Name] is not null && change.Before.ContainsKey(Name) && change.Before[Name] is null
            && present[Streams]?.GetValue<bool>() is true
            ? [.. base.Drift(change, present), "it holds logs, which would be deleted with it"]
            : base.Drift(change, present);

    protected override Task<JsonObject> ReadPartsAsync(AwsSession session, ResourceChange change, CancellationToken cancellationToken) =>
        ReadAsync(session, change.ResourceId, cancellationToken);

    public static async Task<JsonObject> ReadAsync(AwsSession session, string name, CancellationToken cancellationToken)
    {
        // The prefix may be that of many groups: the one with this very name comes first in order.
        var answer = await Ask.OrNull(
            () => session.Logs.DescribeLogGroupsAsync(new() { LogGroupNamePrefix = name, Limit = 1 }, cancellationToken),
            $"log group {name}", "logs:DescribeLogGroups");
        var group = (answer?.LogGroups ?? []).FirstOrDefault(group => group.LogGroupName == name);
        var streams = group is null ? null : await Ask.OrNull(
            () => session.Logs.DescribeLogStreamsAsync(new() { LogGroupName = name, Limit = 1 }, cancellationToken),
            $"the streams of log group {name}", "logs:DescribeLogStreams");
        return new JsonObject
        {
            [Name] = group?.LogGroupName, [Retention] = group?.RetentionInDays, [Key] = group?.KmsKeyId,
            [Streams] = streams?.LogStreams is { Count: > 0 },
        };
    }

    /// <summary>Keeps events longer; nothing where they are kept so long, or for ever, or the group is not there.</summary>
    /// <param name="name">The group's name.</param>
    /// <param name="present">The group as it is now.</param>
    /// <param name="days">The days.</param>
    public static PartsChange? Keep(string name, JsonObject present, int days)
    {
        return present[Name] is not null && present[Retention]?.GetValue<int>() is { } kept && kept < days
            ? new PartsChange().Set(Retention, kept, days, Put(days), Put(kept)) : null;

        Step Put(int kept) => new("logs", "PutRetentionPolicy", new JsonObject { [Name] = name, [Retention] = kept });
    }

    /// <summary>
    /// Makes the group, or raises what falls short of one there is: a key where it has none, a longer retention. Neither another key
    /// nor a retention that is longer already is touched. Null where nothing falls short.
    /// </summary>
    /// <param name="name">The group's name.</param>
    /// <param name="present">The group as it is now.</param>
    /// <param name="days">The days for which events are kept.</param>
    /// <param name="key">The ARN of a key, or a reference to one that is to be made; null for the encryption that every group has.</param>
    public static PartsChange? Write(string name, JsonObject present, int days, JsonNode? key)
    {
        var change = new PartsChange();
        JsonObject Named(params (string Member, JsonNode? Value)[] members)
        {
            var json = new JsonObject { [Name] = name };
            foreach (var (member, value) in members)
            {
                json[member] = value?.DeepClone();
            }

            return json;
        }

        var isNew = present[Name] is null;
        if (isNew)
        {
            change.Set(Name, null, name, new("logs", "CreateLogGroup", Named()), new("logs", "DeleteLogGroup", Named()));
        }

        if (key is not null && present[Key] is null)
        {
            change.Set(Key, null, key, new("logs", "AssociateKmsKey", Named((Key, key))), isNew ? null : new("logs", "DisassociateKmsKey", Named()));
        }

        var kept = present[Retention]?.GetValue<int>();
        if (isNew || kept < days)
        {
            change.Set(
                Retention, kept, days, new("logs", "PutRetentionPolicy", Named((Retention, days))),
                isNew ? null : new("logs", "PutRetentionPolicy", Named((Retention, kept))));
        }

        return change.IsEmpty ? null : change;
    }
}
