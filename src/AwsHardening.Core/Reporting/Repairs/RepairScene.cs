using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Changes.Plans;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Reading;
using AwsHardening.Seam;

namespace AwsHardening.Core.Reporting.Repairs;

/// <summary>Where repairs are worked out: the account in each of its Regions, and the changes that are down so far.</summary>
internal sealed class RepairScene(HardeningSession session, CallerIdentity caller, RepairHost host, CancellationToken cancellationToken) : IDisposable
{
    // How many resources are read at the same time; the session's budget stands above it.
    private const int AtOnce = 8;

    private readonly Dictionary<string, HardeningSession> _elsewhere = new(StringComparer.Ordinal);
    private readonly List<RepairStep> _steps = [];
    private readonly List<HardeningPlanRead> _reads = [];

    /// <summary>The session that was said.</summary>
    public HardeningSession Session { get; } = session;

    public AwsSession Aws { get; } = AwsSession.Of(session);

    public CallerIdentity Caller { get; } = caller;

    public RepairHost Host { get; } = host;

    public CancellationToken CancellationToken { get; } = cancellationToken;

    /// <summary>What is down, kind by kind.</summary>
    public IReadOnlyList<RepairStep> Steps => _steps;

    /// <summary>What is down, in order.</summary>
    public IEnumerable<ResourceChange> Changes => _steps.SelectMany(step => step.Changes).Select(planned => planned.Change);

    /// <summary>What the changes were proven on.</summary>
    public IReadOnlyList<HardeningPlanRead> Reads => _reads;

    /// <summary>The account in a Region; for what is in none, where the session is.</summary>
    public HardeningSession In(string region)
    {
        if (region == Session.Region || region == AuditRegion.Everywhere)
        {
            return Session;
        }

        return _elsewhere.TryGetValue(region, out var there) ? there : _elsewhere[region] = SessionOperation.InRegion(Session, region);
    }

    /// <summary>Begins what another kind of repair does.</summary>
    public void Begin(Repair repair) => _steps.Add(new RepairStep(repair, []));

    /// <summary>Takes a change down; nothing where there is none to make.</summary>
    public void Add(string action, ResourceChange? change)
    {
        if (change is not null)
        {
            _steps[^1].Changes.Add(new PlannedChange(action, change));
        }
    }

    /// <summary>Takes down what an operation has planned.</summary>
    /// <param name="plan">The plan; null where there was nothing to do.</param>
    /// <param name="keep">Gives each change back, or null for one that was not asked for; null to keep all.</param>
    public void Add(HardeningPlan? plan, Func<ResourceChange, ResourceChange?>? keep = null)
    {
        if (plan is null)
        {
            return;
        }

        foreach (var planned in PlanOperation.Read(plan.Document, plan.PlanId).Changes)
        {
            if ((keep is null ? planned.Change : keep(planned.Change)) is { } change)
            {
                _steps[^1].Changes.Add(new PlannedChange(planned.Action, change));
            }
        }

        // The lists of another Region have the same names: whoever applies the plan could not tell them apart.
        _reads.AddRange(plan.Region == Session.Region ? plan.Reads.Where(read => !_reads.Contains(read)) : []);
    }

    /// <summary>The beginning of a change.</summary>
    public ResourceChange Header(string region, string type, string id, string name, string why) =>
        ResourceChange.Begin(Aws, "", Caller.AccountId, In(region).Region, (type, id, name), why);

    /// <summary>A resource as it will be when it comes to a change of it: as it is now, but for what is down already.</summary>
    /// <exception cref="UnreadFactException">It could not be read.</exception>
    public async Task<JsonObject> PresentAsync(ResourceChange header) =>
        Foresee(header, await ResourceKinds.Of(header.ResourceType).ReadAsync(Aws.In(header.Region), header, CancellationToken));

    /// <summary>The same of many, which are read together. One that cannot be read is an error of its own, and left out.</summary>
    /// <param name="cases">The findings; those of one resource come together.</param>
    /// <param name="header">The beginning of a resource's change.</param>
    /// <param name="read">Reads the resource; null for as its kind does.</param>
    public async IAsyncEnumerable<(RepairCase[] Cases, ResourceChange Header, JsonObject Present)> PresentAsync(
        IReadOnlyList<RepairCase> cases, Func<RepairCase[], ResourceChange> header, Func<ResourceChange, Task<JsonObject>>? read = null)
    {
        read ??= one => ResourceKinds.Of(one.ResourceType).ReadAsync(Aws.In(one.Region), one, CancellationToken);
        var all = cases.GroupBy(one => (one.Region, one.Id)).Select(same => same.ToArray()).Select(same => (Cases: same, Header: header(same))).ToArray();
        foreach (var together in all.Chunk(AtOnce))
        {
            foreach (var (same, begun, present) in await Task.WhenAll(together.Select(async one => (one.Cases, one.Header, await TryAsync(() => read(one.Header))))))
            {
                if (present.IsKnown)
                {
                    yield return (same, begun, Foresee(begun, present.Value));
                }
                else if (present.Reason is UnreadFactException unread)
                {
                    await Host.WriteErrorAsync(AwsErrors.Describe(unread, $"reading {unread.What}", unread.IamAction, same[0].Finding), CancellationToken);
                }
            }
        }
    }

    private static async Task<Fact<T>> TryAsync<T>(Func<Task<T>> read)
    {
        try
        {
            return Fact.Known(await read());
        }
        catch (UnreadFactException e)
        {
            return Fact.Unknown<T>(e);
        }
    }

    /// <summary>The same, of what was read.</summary>
    public JsonObject Foresee(ResourceChange header, JsonObject present) => Foresight.Of(Changes, header, present)
        ?? throw new InvalidOperationException($"What two changes make of {header.ResourceId} cannot be told for {header.ResourceType}.");

    /// <summary>Says that a finding is left as it is.</summary>
    public ValueTask LeaveAsync(RepairCase one, string why, string action) =>
        Host.WriteErrorAsync(RepairErrors.Left(one.Finding, why, action), CancellationToken);

    public void Dispose()
    {
        foreach (var session in _elsewhere.Values)
        {
            AwsSession.Of(session).Dispose();
        }
    }
}
