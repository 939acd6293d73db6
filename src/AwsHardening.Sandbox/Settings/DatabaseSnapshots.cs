using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Settings;

/// <summary>Snapshots that somebody made by hand, of instances or of clusters, and who may restore them.</summary>
/// <param name="account">The account.</param>
/// <param name="name">What AWS calls one: <c>DBSnapshot</c> or <c>DBClusterSnapshot</c>.</param>
/// <param name="of">What it is of.</param>
/// <param name="arn">What stands before its name in the ARN.</param>
internal sealed class DatabaseSnapshots(SandboxAccount account, string name, string of, string arn)
{
    private const string Restore = "restore";
    private const int MostShared = 20;

    private readonly SortedDictionary<(string Region, string Id), JsonObject> _snapshots = [];
    private readonly Dictionary<(string Region, string Id), SortedSet<string>> _shared = [];

    /// <summary>Finds what a snapshot is made of; answers AWS's error where there is none.</summary>
    public required Func<string, string, JsonObject> Source { get; init; }

    /// <summary>What the error codes of this kind end with.</summary>
    public string ErrorsEnd { get; init; } = "";

    public void Register(OperationSet operations)
    {
        operations.Add($"Create{name}", Create);
        operations.Add($"Describe{name}s", call => RecordPages.Answer(call, $"{name}s", call.Text($"{name}Identifier") is not null ? [_snapshots[Key(call)]]
            : call.Text("SnapshotType") is null or "manual" ? _snapshots.Where(one => one.Key.Region == call.Region).Select(one => one.Value) : []));
        operations.Add($"Describe{name}Attributes", call => Attributes(Key(call)));
        operations.Add($"Modify{name}Attribute", Modify);
    }

    private (string Region, string Id) Key(ServiceCall call)
    {
        var key = (call.Region, call.Required($"{name}Identifier"));
        return _snapshots.ContainsKey(key) ? key : throw new AwsErrorException($"{name}NotFound{ErrorsEnd}", $"{name} {key.Item2} not found.", 404);
    }

    private JsonObject Create(ServiceCall call)
    {
        var (id, source) = (call.Required($"{name}Identifier"), call.Required($"{of}Identifier"));
        var made = Source(call.Region, source);
        var isEncrypted = (bool)made["StorageEncrypted"]!;
        var snapshot = Json.Of(
            ($"{name}Identifier", id), ($"{of}Identifier", source), ("SnapshotCreateTime", Json.Time(account.Clock.GetUtcNow())),
            ("Engine", made["Engine"]?.DeepClone()), ("Status", "available"), ("SnapshotType", "manual"),
            (name == "DBSnapshot" ? "Encrypted" : "StorageEncrypted", isEncrypted),
            ($"{name}Arn", $"arn:{AwsPartition.OfRegion(call.Region).Name}:rds:{call.Region}:{account.AccountId}:{arn}:{id}"));
        return _snapshots.TryAdd((call.Region, id), snapshot) ? Json.Of((name, snapshot.DeepClone()))
            : throw new AwsErrorException($"{name}AlreadyExists{ErrorsEnd}", $"Cannot create the snapshot because one with the identifier {id} already exists.");
    }

    private JsonObject Modify(ServiceCall call)
    {
        var key = Key(call);
        if (call.Required("AttributeName") != Restore)
        {
            throw new AwsErrorException("InvalidParameterValue", "Only the attribute restore can be changed.");
        }

        var shared = new SortedSet<string>(_shared.GetValueOrDefault(key) ?? [], StringComparer.Ordinal);
        shared.UnionWith(call.Texts("ValuesToAdd"));
        shared.ExceptWith(call.Texts("ValuesToRemove"));
        if (shared.Contains("all") && _snapshots[key][name == "DBSnapshot" ? "Encrypted" : "StorageEncrypted"]!.GetValue<bool>())
        {
            throw new AwsErrorException($"Invalid{name}State{ErrorsEnd}", "Encrypted snapshots cannot be shared with everybody.");
        }

        if (shared.Count > MostShared)
        {
            throw new AwsErrorException("SharedSnapshotQuotaExceeded", $"A snapshot can be shared with {MostShared} accounts.");
        }

        _shared[key] = shared;
        return Attributes(key);
    }

    private JsonObject Attributes((string Region, string Id) key) => Json.Of(($"{name}AttributesResult", Json.Of(
        ($"{name}Identifier", key.Id),
        ($"{name}Attributes", Json.List([Json.Of(("AttributeName", Restore), ("AttributeValues", Json.Texts(_shared.GetValueOrDefault(key) ?? [])))])))));
}
