using System.Text.Json.Nodes;
using AwsHardening.Sandbox.CloudTrail;
using AwsHardening.Sandbox.Services;
using AwsHardening.Sandbox.Snapshots;

namespace AwsHardening.Sandbox.CloudWatch;

/// <summary>
/// Amazon CloudWatch of the embedded account: metrics, alarms on one metric or on its usual values, their history and their
/// actions. Alarms move with the account's clock, whenever somebody calls or looks.
/// </summary>
public sealed class CloudWatchService : IServiceHandler, ICallObserver
{
    private readonly OperationSet _operations = new();
    private readonly Regional<AlarmRun> _runs;
    private readonly SandboxAccount _account;
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    /// <summary>An account's CloudWatch without an alarm.</summary>
    /// <param name="account">The account.</param>
    public CloudWatchService(SandboxAccount account)
    {
        ArgumentNullException.ThrowIfNull(account);
        _account = account;
        Regions = new(region =>
        {
            _used.Add(region);
            return new CloudWatchState(account, region);
        });
        _runs = new(region => new AlarmRun(Regions[region]));
        new MetricOperations(Regions).Register(_operations);
        new MetricDataOperation(Regions).Register(_operations);
        new AlarmOperations(Regions, _runs).Register(_operations);
        new AnomalyDetectorOperations(Regions).Register(_operations);
    }

    /// <inheritdoc/>
    public string Service => "cloudwatch";

    /// <summary>The operations that are answered.</summary>
    public IReadOnlyCollection<string> Operations => _operations.Names;

    internal Regional<CloudWatchState> Regions { get; }

    /// <inheritdoc/>
    public JsonObject Handle(string operation, JsonObject input, CallContext context)
    {
        Advance();
        return _operations.Handle(Service, operation, input, context);
    }

    /// <summary>Judges the alarms of all Regions that are due.</summary>
    internal void Advance()
    {
        // What CloudTrail has brought to log groups by now may be what an alarm waits for.
        _account.FindService<CloudTrailService>()?.Deliver();
        foreach (var region in _used.ToArray())
        {
            _runs[region].Advance();
        }
    }

    /// <summary>A datum that another service of AWS publishes.</summary>
    internal void Publish(string region, MetricKey key, Datum datum) => Regions[region].Publish(key, datum);

    /// <summary>Makes the account a copy of one Region.</summary>
    internal SnapshotCopy NewCopy(string region) => _operations.Copy = new SnapshotCopy(region);

    /// <inheritdoc/>
    void ICallObserver.Called(SandboxCall call, JsonObject? result, AwsErrorException? error) => Advance();
}
