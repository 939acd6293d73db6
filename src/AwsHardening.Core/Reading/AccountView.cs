using System.Collections.Concurrent;
using Amazon.EC2;
using AwsHardening.Core.Account;

namespace AwsHardening.Core.Reading;

/// <summary>
/// One reading of an account in one Region: every list is paged, read at most once, and is either known whole or unknown
/// with the reason. Throttling is met by the SDK's standard retry with its shared token budget.
/// </summary>
/// <param name="session">The session in the Region.</param>
/// <param name="cancellationToken">Stops the calls.</param>
/// <param name="room">How many calls are under way at the same time, with those of other views; null for as many as are asked for. How many begin in a second is the session's budget.</param>
internal sealed partial class AccountView(AwsSession session, CancellationToken cancellationToken, SemaphoreSlim? room = null)
{
    private readonly IAmazonEC2 _ec2 = session.Ec2;
    private readonly ConcurrentDictionary<string, Lazy<IListRead>> _reads = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, AccountView> _regions = new(StringComparer.Ordinal);

    private AccountView(AwsSession session, SemaphoreSlim? room, ConcurrentDictionary<string, AccountView> regions, CancellationToken cancellationToken)
        : this(session, cancellationToken, room) => _regions = regions;

    public AwsSession Session => session;

    /// <summary>The view of another Region, which shares the room with this one; always the same.</summary>
    public AccountView In(string region)
    {
        _regions.TryAdd(session.Region, this);
        return _regions.GetOrAdd(region, name => new AccountView(session.In(name), room, _regions, cancellationToken));
    }

    /// <summary>Reads lists by the names that <see cref="DigestsAsync"/> gave them; names it does not know are left out.</summary>
    public Task ReadAgainAsync(IEnumerable<string> names) => Task.WhenAll(names.Select(name => name.Split(' ') switch
    {
        [nameof(SecurityGroups)] => (Task)SecurityGroups(),
        [nameof(SecurityGroupRules)] => SecurityGroupRules([]),
        [nameof(SecurityGroupRules), var groups] =>
            SecurityGroupRules(groups.Split(',', StringSplitOptions.RemoveEmptyEntries)),
        [nameof(NetworkInterfaces)] => NetworkInterfaces(),
        [nameof(Vpcs)] => Vpcs(),
        [nameof(RouteTables)] => RouteTables(),
        [nameof(VpcPeeringConnections)] => VpcPeeringConnections(),
        [nameof(Subnets)] => Subnets(),
        [nameof(NetworkAcls)] => NetworkAcls(),
        [nameof(NetworkAcls), var vpc] => NetworkAclsOf(vpc),
        [nameof(NatGateways)] => NatGateways(),
        [nameof(VpcEndpoints)] => VpcEndpoints(),
        [nameof(ManagedPrefixLists)] => ManagedPrefixLists(),
        [nameof(Regions)] => Regions(),
        [nameof(Instances)] => Instances(),
        [nameof(ManagedInstances)] => ManagedInstances(),
        [nameof(PrefixListEntries), var list] => PrefixListEntries(list),
        _ => Task.CompletedTask,
    }));

    /// <summary>What has been read so far and is known, with a digest of its content: what a plan is based on.</summary>
    public async Task<IReadOnlyList<HardeningPlanRead>> DigestsAsync()
    {
        List<HardeningPlanRead> digests = [];
        foreach (var (name, read) in _reads.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (await read.Value.DigestAsync(name) is { } digest)
            {
                digests.Add(digest);
            }
        }

        return digests;
    }

    private Task<Fact<IReadOnlyList<T>>> Once<T>(string name, Func<Task<List<T>>> read) =>
        ((ListRead<T>)_reads.GetOrAdd(name, _ => new Lazy<IListRead>(() => new ListRead<T>(Read(read)))).Value).Fact;

    private async Task<Fact<IReadOnlyList<T>>> Read<T>(Func<Task<List<T>>> read)
    {
        try
        {
            return Fact.Known<IReadOnlyList<T>>(await read());
        }
        catch (Exception e) when (!(e is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            return Fact.Unknown<IReadOnlyList<T>>(e);
        }
    }

    private async Task<List<TItem>> Page<TPage, TItem>(
        Func<string?, Task<TPage>> read, Func<TPage, List<TItem>?> items, Func<TPage, string?> next)
    {
        List<TItem> all = [];
        string? token = null;
        do
        {
            var page = await InRoomAsync(() => read(token));
            // The SDK answers a list without elements as null.
            all.AddRange(items(page) ?? []);
            token = next(page);
        }
        while (!string.IsNullOrEmpty(token));
        return all;
    }

    /// <summary>Makes a call when there is room for it.</summary>
    public async Task<T> InRoomAsync<T>(Func<Task<T>> call)
    {
        if (room is null)
        {
            return await call();
        }

        await room.WaitAsync(cancellationToken);
        try
        {
            return await call();
        }
        finally
        {
            room.Release();
        }
    }
}
