using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Snapshots;

namespace AwsHardening.Sandbox.CloudTrail;

/// <summary>
/// AWS CloudTrail of the embedded account: event history of every call, trails that deliver log files and signed digest files to
/// buckets whose policies let them.
/// </summary>
public sealed class CloudTrailService : IServiceHandler, ICallObserver
{
    private readonly SandboxAccount _account;
    private readonly EventHistory _history;
    private readonly List<Trail> _trails = [];
    private readonly TrailOperations _operations;
    private readonly LogDelivery _delivery;
    private SnapshotCopy? _copy;
    private long _sequence;

    /// <summary>An account's CloudTrail without a trail.</summary>
    /// <param name="account">The account whose calls it records.</param>
    public CloudTrailService(SandboxAccount account)
    {
        ArgumentNullException.ThrowIfNull(account);
        _account = account;
        _history = new EventHistory(account.Clock);
        _delivery = new LogDelivery(account);
        _operations = new TrailOperations(account, _trails, _delivery);
    }

    /// <inheritdoc/>
    public string Service => "cloudtrail";

    /// <summary>How long an event takes to appear in event history; none unless set.</summary>
    public TimeSpan EventDelay
    {
        get => _history.Delay;
        set => _history.Delay = value;
    }

    internal List<Trail> Trails => _trails;

    internal DateTimeOffset Now => _account.Clock.GetUtcNow();

    /// <summary>Makes the account a copy of one Region.</summary>
    internal SnapshotCopy NewCopy(string region) => _copy = new SnapshotCopy(region);

    /// <summary>Finds out whether a trail of a snapshot delivers to a bucket that is here.</summary>
    internal void Resume(Trail trail) =>
        // It could deliver there; whether this account lets it is another question, where the bucket is another's or was not read.
        trail.DeliversElsewhere = trail.DeliveryError is null && !_delivery.MayWrite(trail, trail.Bucket, trail.Prefix);

    /// <inheritdoc/>
    public JsonObject Handle(string operation, JsonObject input, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var read = new ServiceInput(input);
        var region = context.Region;
        if (operation is not ("LookupEvents" or "ListPublicKeys"))
        {
            // The history of a copy is its own, in every Region that its calls went to.
            _copy?.Check(operation, region, input);
        }

        Deliver();
        return operation switch
        {
            "CreateTrail" => _operations.Create(read, region),
            "UpdateTrail" => _operations.Update(read, region),
            "DeleteTrail" => _operations.Delete(read, region),
            "DescribeTrails" => _operations.Describe(read, region),
            "ListTrails" => _operations.List(),
            "GetTrail" => _operations.Get(read, region),
            "GetTrailStatus" => _operations.Status(read, region),
            "StartLogging" => _operations.Start(read, region),
            "StopLogging" => _operations.Stop(read, region),
            "PutEventSelectors" => _operations.PutSelectors(read, region),
            "GetEventSelectors" => _operations.GetSelectors(read, region),
            "LookupEvents" => _history.Lookup(read, region),
            "ListPublicKeys" => PublicKeys(),
            _ => throw new AwsErrorException("UnknownOperationException", $"The sandbox does not serve cloudtrail:{operation}."),
        };
    }

    /// <inheritdoc/>
    void ICallObserver.Called(SandboxCall call, JsonObject? result, AwsErrorException? error)
    {
        if (!EventRecord.IsManagement(call))
        {
            return;
        }

        var caller = _account.Principals.Find(call.AccessKeyId);
        var time = call.Time.AddTicks(-(call.Time.Ticks % TimeSpan.TicksPerSecond));
        var made = new TrailEvent(
            ++_sequence, call.Region, time, EventRecord.Of(call, result, error, caller, _account.Ids.NextUuid("event")),
            EventResources.Of(call, result))
        {
            UserName = EventRecord.UserName(caller),
        };
        Keep(made);
    }

    /// <summary>An event that no call of a client made.</summary>
    internal void Bring(string region, JsonObject record)
    {
        var (now, brought) = (_account.Clock.GetUtcNow(), (JsonObject)record.DeepClone());
        brought["eventID"] = _account.Ids.NextUuid("event");
        brought["eventTime"] = EventRecord.Text(now);
        brought["awsRegion"] = region;
        brought["readOnly"] ??= false;
        Keep(new TrailEvent(++_sequence, region, now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond)), brought, [])
        {
            UserName = (string?)brought["userIdentity"]?["userName"],
        });
    }

    private void Keep(TrailEvent made)
    {
        _history.Add(made);
        foreach (var trail in _trails.Where(t => t.IsLogging && t.Sees(made.Region) && t.Wants(made)))
        {
            trail.Keep(made);
        }

        Deliver();
    }

    /// <summary>Brings what is due to buckets and log groups.</summary>
    internal void Deliver()
    {
        foreach (var trail in _trails)
        {
            _delivery.Deliver(trail, _account.Clock.GetUtcNow());
        }
    }

    private JsonObject PublicKeys()
    {
        var now = _account.Clock.GetUtcNow();
        return new JsonObject { ["PublicKeyList"] = new JsonArray(DigestSigner.Show(now.AddDays(-30), now.AddDays(30))) };
    }
}
