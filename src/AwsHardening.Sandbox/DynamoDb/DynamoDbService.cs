using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Snapshots;

namespace AwsHardening.Sandbox.DynamoDb;

/// <summary>
/// Amazon DynamoDB of the embedded account: tables without indexes, items with conditional writes, queries and scans in pages,
/// encryption settings, point-in-time recovery and deletion protection.
/// </summary>
public sealed class DynamoDbService : IServiceHandler
{
    private readonly Dictionary<string, Func<DynamoDbCall, JsonObject>> _operations = new(StringComparer.Ordinal);
    private readonly DynamoDbState _state;
    private SnapshotCopy? _copy;

    /// <summary>An account's DynamoDB without a table.</summary>
    /// <param name="options">Account, clock and ids.</param>
    public DynamoDbService(DynamoDbOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _state = new DynamoDbState(options);
        TableOperations.Register(_operations);
        TableUpdateOperations.Register(_operations);
        BackupOperations.Register(_operations);
        TagOperations.Register(_operations);
        ItemOperations.Register(_operations);
        ReadOperations.Register(_operations);
    }

    /// <inheritdoc/>
    public string Service => "dynamodb";

    /// <summary>The operations that are answered.</summary>
    public IReadOnlyCollection<string> Operations => _operations.Keys;

    internal DynamoDbState State => _state;

    /// <summary>Makes the account a copy of one Region.</summary>
    internal SnapshotCopy NewCopy(string region) => _copy = new SnapshotCopy(region);

    /// <inheritdoc/>
    public JsonObject Handle(string operation, JsonObject input, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(context);
        _copy?.Check(operation, context.Region, input);
        return _operations.TryGetValue(operation, out var handler)
            ? handler(new DynamoDbCall(_state, input, context.Region))
            : throw new AwsErrorException("UnknownOperationException", $"The sandbox does not serve dynamodb:{operation}.");
    }
}
