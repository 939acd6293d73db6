using System.Collections.Concurrent;
using Amazon.EC2;
using Amazon.EC2.Model;
using AwsHardening.Core.Account;
using S3Bucket = Amazon.S3.Model.S3Bucket;

namespace AwsHardening.Core.Reading;

/// <summary>
/// One reading of an account in one Region: every list is paged, read at most once, and is either known whole or unknown
/// with the reason. Throttling is met by the SDK's standard retry with its shared token budget.
/// </summary>
internal sealed class AccountView(AwsSession session, CancellationToken cancellationToken)
{
    private const int PageSize = 1000;

    // Peering pages and prefix list pages are smaller by AWS's own rule.
    private const int SmallPageSize = 100;

    private readonly IAmazonEC2 _ec2 = session.Ec2;
    private readonly ConcurrentDictionary<string, Lazy<IListRead>> _reads = new(StringComparer.Ordinal);

    public Task<Fact<IReadOnlyList<SecurityGroup>>> SecurityGroups() => Once(nameof(SecurityGroups), () => Page(
        next => _ec2.DescribeSecurityGroupsAsync(new() { MaxResults = PageSize, NextToken = next }, cancellationToken),
        page => page.SecurityGroups, page => page.NextToken));

    /// <summary>The rules of some groups, or of all when none are named.</summary>
    public Task<Fact<IReadOnlyList<SecurityGroupRule>>> SecurityGroupRules(IReadOnlyList<string> groupIds) => Once(
        $"{nameof(SecurityGroupRules)} {string.Join(',', groupIds)}".TrimEnd(), async () =>
        {
            List<SecurityGroupRule> all = [];
            // A filter takes 200 values; no filter at all means every group.
            foreach (var chunk in groupIds.Count == 0 ? [[]] : groupIds.Chunk(200))
            {
                all.AddRange(await Page(
                    next => _ec2.DescribeSecurityGroupRulesAsync(
                        new()
                        {
                            MaxResults = PageSize,
                            NextToken = next,
                            Filters = chunk.Length == 0 ? null : [new Filter("group-id", [.. chunk])],
                        },
                        cancellationToken),
                    page => page.SecurityGroupRules, page => page.NextToken));
            }

            return all;
        });

    public Task<Fact<IReadOnlyList<NetworkInterface>>> NetworkInterfaces() => Once(nameof(NetworkInterfaces), () => Page(
        next => _ec2.DescribeNetworkInterfacesAsync(new() { MaxResults = PageSize, NextToken = next }, cancellationToken),
        page => page.NetworkInterfaces, page => page.NextToken));

    public Task<Fact<IReadOnlyList<Vpc>>> Vpcs() => Once(nameof(Vpcs), () => Page(
        next => _ec2.DescribeVpcsAsync(new() { MaxResults = PageSize, NextToken = next }, cancellationToken),
        page => page.Vpcs, page => page.NextToken));

    public Task<Fact<IReadOnlyList<RouteTable>>> RouteTables() => Once(nameof(RouteTables), () => Page(
        next => _ec2.DescribeRouteTablesAsync(new() { MaxResults = SmallPageSize, NextToken = next }, cancellationToken),
        page => page.RouteTables, page => page.NextToken));

    public Task<Fact<IReadOnlyList<VpcPeeringConnection>>> VpcPeeringConnections() => Once(nameof(VpcPeeringConnections), () => Page(
        next => _ec2.DescribeVpcPeeringConnectionsAsync(new() { MaxResults = PageSize, NextToken = next }, cancellationToken),
        page => page.VpcPeeringConnections, page => page.NextToken));

    public Task<Fact<IReadOnlyList<PrefixListEntry>>> PrefixListEntries(string prefixListId) => Once($"{nameof(PrefixListEntries)} {prefixListId}", () => Page(
        next => _ec2.GetManagedPrefixListEntriesAsync(
            new() { PrefixListId = prefixListId, MaxResults = SmallPageSize, NextToken = next }, cancellationToken),
        page => page.Entries, page => page.NextToken));

    /// <summary>Prefix lists by id, for their maximum number of entries.</summary>
    public Task<Fact<IReadOnlyList<ManagedPrefixList>>> ManagedPrefixLists() => Once(nameof(ManagedPrefixLists), () => Page(
        next => _ec2.DescribeManagedPrefixListsAsync(new() { MaxResults = SmallPageSize, NextToken = next }, cancellationToken),
        page => page.PrefixLists, page => page.NextToken));

    /// <summary>The account's buckets, of every Region.</summary>
    public Task<Fact<IReadOnlyList<S3Bucket>>> Buckets() => Once(nameof(Buckets), () => Page(
        next => session.S3.ListBucketsAsync(new Amazon.S3.Model.ListBucketsRequest { MaxBuckets = PageSize, ContinuationToken = next }, cancellationToken),
        page => page.Buckets, page => page.ContinuationToken));

    /// <summary>The Regions that are enabled for the account.</summary>
    public Task<Fact<IReadOnlyList<Region>>> Regions() => Once(nameof(Regions), async () =>
        (await _ec2.DescribeRegionsAsync(new DescribeRegionsRequest(), cancellationToken)).Regions ?? []);

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
        [nameof(ManagedPrefixLists)] => ManagedPrefixLists(),
        [nameof(Regions)] => Regions(),
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

    private static async Task<List<TItem>> Page<TPage, TItem>(
        Func<string?, Task<TPage>> read, Func<TPage, List<TItem>?> items, Func<TPage, string?> next)
    {
        List<TItem> all = [];
        string? token = null;
        do
        {
            var page = await read(token);
            // The SDK answers a list without elements as null.
            all.AddRange(items(page) ?? []);
            token = next(page);
        }
        while (!string.IsNullOrEmpty(token));
        return all;
    }
}
