using System.Text.Json.Nodes;
using AwsHardening.Sandbox.CloudTrail;
using AwsHardening.Sandbox.Services;
using AwsHardening.Sandbox.Snapshots;

namespace AwsHardening.Sandbox.Logs;

/// <summary>CloudWatch Logs of the embedded account: groups, retention, keys, streams, events.</summary>
public sealed class LogsService : IServiceHandler
{
    private readonly OperationSet _operations = new();
    private readonly SandboxAccount _account;

    /// <summary>An account's logs with nothing in them.</summary>
    /// <param name="account">The account, whose keys encrypt groups.</param>
    public LogsService(SandboxAccount account)
    {
        ArgumentNullException.ThrowIfNull(account);
        _account = account;
        Regions = new(region => new LogsState(account, region));
        new GroupOperations(Regions).Register(_operations);
        new EventOperations(Regions).Register(_operations);
        new MetricFilterOperations(Regions).Register(_operations);
        new DeliveryOperations(Regions, account).Register(_operations);
    }

    /// <inheritdoc/>
    public string Service => "logs";

    /// <summary>Makes the account a copy of one Region.</summary>
    internal SnapshotCopy NewCopy(string region) => _operations.Copy = new SnapshotCopy(region);

    /// <summary>The operations that are answered.</summary>
    public IReadOnlyCollection<string> Operations => _operations.Names;

    internal Regional<LogsState> Regions { get; }

    /// <inheritdoc/>
    public JsonObject Handle(string operation, JsonObject input, CallContext context)
    {
        // Whoever looks finds what CloudTrail has brought by now.
        _account.FindService<CloudTrailService>()?.Deliver();
        return _operations.Handle(Service, operation, input, context);
    }
}
