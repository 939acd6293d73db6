using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Services;
using AwsHardening.Sandbox.Snapshots;

namespace AwsHardening.Sandbox.EventBridge;

/// <summary>Amazon EventBridge of the embedded account: the default bus, its rules, and topics as their targets.</summary>
public sealed class EventBridgeService : IServiceHandler
{
    private readonly OperationSet _operations = new();

    /// <summary>An account's EventBridge without a rule.</summary>
    /// <param name="account">The account.</param>
    public EventBridgeService(SandboxAccount account)
    {
        ArgumentNullException.ThrowIfNull(account);
        Buses = new(region => new EventBus(account, region));
        new RuleOperations(Buses).Register(_operations);
        new TargetOperations(Buses).Register(_operations);
        new EventOperations(Buses).Register(_operations);
        new BusOperations(Buses).Register(_operations);
    }

    /// <inheritdoc/>
    public string Service => "events";

    /// <summary>The operations that are answered.</summary>
    public IReadOnlyCollection<string> Operations => _operations.Names;

    internal Regional<EventBus> Buses { get; }

    /// <inheritdoc/>
    public JsonObject Handle(string operation, JsonObject input, CallContext context) =>
        _operations.Handle(Service, operation, input, context);

    /// <summary>Makes the account a copy of one Region.</summary>
    internal SnapshotCopy NewCopy(string region)
    {
        var copy = new SnapshotCopy(region);
        foreach (var operation in new[] { "ListEventBuses", "DescribeEventBus" })
        {
            copy.AddUnread(operation, null, "The snapshot says nothing about event buses.");
        }

        return _operations.Copy = copy;
    }
}
