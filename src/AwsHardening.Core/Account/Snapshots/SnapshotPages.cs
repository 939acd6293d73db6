using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Amazon.EC2;
using Amazon.EC2.Model;
using AwsHardening.Core.Changes;
using AwsHardening.Sandbox.Snapshots;

namespace AwsHardening.Core.Account.Snapshots;

/// <summary>
/// Reads the lists of a snapshot page by page and keeps none of them. Throttling is met by the SDK's standard retry, as in
/// every reading.
/// </summary>
internal sealed class SnapshotPages(IAmazonEC2 ec2, string region, SnapshotBuckets buckets, SnapshotParts parts)
{
    private readonly SnapshotIdentities _identities = new(parts);
    private readonly SnapshotKeys _keys = new(parts);
    private readonly SnapshotLogGroups _logGroups = new(parts);
    private readonly SnapshotBalancers _balancers = new(parts);
    private readonly SnapshotNodes _nodes = new(parts);
    private readonly SnapshotAudit _audit = new(parts);
    private readonly SnapshotAlarms _alarms = new(parts);
    private readonly SnapshotTables _tables = new(parts);

    private const int PageSize = 1000;

    // Each the most that AWS allows there.
    private const int EgressOnlyPageSize = 255;
    private const int SmallPageSize = 100;
    private const int ConnectPageSize = 50;

    private readonly List<string> _vpcs = [];
    private readonly List<(string Id, long? Version)> _prefixLists = [];

    /// <summary>The pages of a list.</summary>
    public IAsyncEnumerable<IEnumerable<SnapshotRecord>> Of(SnapshotType type, CancellationToken token) => type.Name switch
    {
        _ when type == SnapshotTypes.Zone => Single(
            type, () => ec2.DescribeAvailabilityZonesAsync(new(), token), page => page.AvailabilityZones),
        _ when type == SnapshotTypes.Vpc => Pages(
            type, next => ec2.DescribeVpcsAsync(new() { MaxResults = PageSize, NextToken = next }, token), page => Remember(page.Vpcs), page => page.NextToken),
        _ when type == SnapshotTypes.VpcAttribute => VpcAttributes(token),
        _ when type == SnapshotTypes.NetworkAcl => Pages(
            type, next => ec2.DescribeNetworkAclsAsync(new() { MaxResults = PageSize, NextToken = next }, token), page => page.NetworkAcls, page => page.NextToken),
        _ when type == SnapshotTypes.Subnet => Pages(
            type, next => ec2.DescribeSubnetsAsync(new() { MaxResults = PageSize, NextToken = next }, token), page => page.Subnets, page => page.NextToken),
        _ when type == SnapshotTypes.RouteTable => Pages(
            type, next => ec2.DescribeRouteTablesAsync(new() { MaxResults = SmallPageSize, NextToken = next }, token), page => page.RouteTables, page => page.NextToken),
        _ when type == SnapshotTypes.InternetGateway => Pages(
            type, next => ec2.DescribeInternetGatewaysAsync(new() { MaxResults = PageSize, NextToken = next }, token), page => page.InternetGateways, page => page.NextToken),
        _ when type == SnapshotTypes.EgressOnlyInternetGateway => Pages(
            type, next => ec2.DescribeEgressOnlyInternetGatewaysAsync(new() { MaxResults = EgressOnlyPageSize, NextToken = next }, token),
            page => page.EgressOnlyInternetGateways, page => page.NextToken),
        _ when type == SnapshotTypes.VpnGateway => Single(type, () => ec2.DescribeVpnGatewaysAsync(new(), token), page => page.VpnGateways),
        _ when type == SnapshotTypes.PeeringConnection => Pages(
            type, next => ec2.DescribeVpcPeeringConnectionsAsync(new() { MaxResults = PageSize, NextToken = next }, token),
            page => page.VpcPeeringConnections, page => page.NextToken),
        _ when type == SnapshotTypes.PrefixList => Pages(
            type, next => ec2.DescribeManagedPrefixListsAsync(new() { MaxResults = SmallPageSize, NextToken = next }, token),
            page => Remember(page.PrefixLists), page => page.NextToken),
        _ when type == SnapshotTypes.PrefixListEntries => PrefixListEntries(token),
        _ when type == SnapshotTypes.SecurityGroup => Pages(
            type, next => ec2.DescribeSecurityGroupsAsync(new() { MaxResults = PageSize, NextToken = next }, token), page => page.SecurityGroups, page => page.NextToken),
        _ when type == SnapshotTypes.SecurityGroupRule => Pages(
            type, next => ec2.DescribeSecurityGroupRulesAsync(new() { MaxResults = PageSize, NextToken = next }, token),
            page => page.SecurityGroupRules, page => page.NextToken),
        _ when type == SnapshotTypes.KeyPair => Single(type, () => ec2.DescribeKeyPairsAsync(new(), token), page => page.KeyPairs),
        _ when type == SnapshotTypes.Instance => Instances(token),
        _ when type == SnapshotTypes.NetworkInterface => Pages(
            type, next => ec2.DescribeNetworkInterfacesAsync(new() { MaxResults = PageSize, NextToken = next }, token),
            page => page.NetworkInterfaces, page => page.NextToken),
        _ when type == SnapshotTypes.Address => Single(type, () => ec2.DescribeAddressesAsync(new(), token), page => page.Addresses),
        _ when type == SnapshotTypes.NatGateway => Pages(
            type, next => ec2.DescribeNatGatewaysAsync(new() { MaxResults = PageSize, NextToken = next }, token), page => page.NatGateways, page => page.NextToken),
        _ when type == SnapshotTypes.VpcEndpoint => Pages(
            type, next => ec2.DescribeVpcEndpointsAsync(new() { MaxResults = PageSize, NextToken = next }, token), page => page.VpcEndpoints, page => page.NextToken),
        _ when type == SnapshotTypes.InstanceConnectEndpoint => Pages(
            type, next => ec2.DescribeInstanceConnectEndpointsAsync(new() { MaxResults = ConnectPageSize, NextToken = next }, token),
            page => page.InstanceConnectEndpoints, page => page.NextToken),
        _ when type == SnapshotTypes.FlowLog => Pages(
            type, next => ec2.DescribeFlowLogsAsync(new() { MaxResults = PageSize, NextToken = next }, token), page => page.FlowLogs, page => page.NextToken),
        _ when type == SnapshotTypes.EbsEncryption => EbsEncryption(token),
        _ when type == SnapshotTypes.Bucket => buckets.Pages(token),
        _ when type == SnapshotTypes.AccountBlock => buckets.AccountBlock(token),
        _ when type.Service == "iam" => _identities.Pages(type, token),
        _ when type.Service == "kms" => _keys.Pages(type, token),
        _ when type == SnapshotTypes.LogGroup => _logGroups.Pages(token),
        _ when type.Service is "cloudwatch" or "events" or "logs" or "sns" => _alarms.Pages(type, token),
        _ when type.Service == "elbv2" => _balancers.Pages(type, token),
        _ when type.Service == "ssm" => _nodes.Pages(type, token),
        _ when type.Service is "cloudtrail" or "config" or "guardduty" or "accessanalyzer" => _audit.Pages(type, token),
        _ when type.Service == "dynamodb" => _tables.Pages(token),
        _ => throw new ArgumentException($"Nothing reads {type.Name}.", nameof(type)),
    };

    private static SnapshotRecord Record(SnapshotType type, object item) =>
        new(type.Name) { Data = (JsonObject)SdkJson.FromSdk(item)! };

    private static async IAsyncEnumerable<IEnumerable<SnapshotRecord>> Single<TPage, TItem>(
        SnapshotType type, Func<Task<TPage>> read, Func<TPage, List<TItem>?> items)
        where TItem : class
    {
        yield return (items(await read()) ?? []).Select(item => Record(type, item));
    }

    private static IAsyncEnumerable<IEnumerable<SnapshotRecord>> Pages<TPage, TItem>(
        SnapshotType type, Func<string?, Task<TPage>> read, Func<TPage, List<TItem>?> items, Func<TPage, string?> next)
        where TItem : class =>
        Pages(read, page => (items(page) ?? []).Select(item => Record(type, item)), next);

    private static async IAsyncEnumerable<IEnumerable<SnapshotRecord>> Pages<TPage>(
        Func<string?, Task<TPage>> read, Func<TPage, IEnumerable<SnapshotRecord>> records, Func<TPage, string?> next)
    {
        string? token = null;
        do
        {
            var page = await read(token);
            yield return records(page);
            token = next(page);
        }
        while (!string.IsNullOrEmpty(token));
    }

    /// <summary>A page of reservations as instances: a large reservation is spread over pages by AWS.</summary>
    private IAsyncEnumerable<IEnumerable<SnapshotRecord>> Instances(CancellationToken token) => Pages(
        next => ec2.DescribeInstancesAsync(new DescribeInstancesRequest { MaxResults = PageSize, NextToken = next }, token),
        page => from reservation in page.Reservations ?? []
                from instance in reservation.Instances ?? []
                select Record(SnapshotTypes.Instance, instance) with
                {
                    Reservation = new JsonObject { ["ReservationId"] = reservation.ReservationId, ["OwnerId"] = reservation.OwnerId },
                },
        page => page.NextToken);

    private async IAsyncEnumerable<IEnumerable<SnapshotRecord>> VpcAttributes([EnumeratorCancellation] CancellationToken token)
    {
        foreach (var id in _vpcs)
        {
            var data = new JsonObject { ["VpcId"] = id };
            data["EnableDnsSupport"] = (await Attribute(id, VpcAttributeName.EnableDnsSupport, token)).EnableDnsSupport;
            data["EnableDnsHostnames"] = (await Attribute(id, VpcAttributeName.EnableDnsHostnames, token)).EnableDnsHostnames;
            yield return [new SnapshotRecord(SnapshotTypes.VpcAttribute.Name) { Data = data }];
        }
    }

    private Task<DescribeVpcAttributeResponse> Attribute(string vpcId, VpcAttributeName name, CancellationToken token) =>
        ec2.DescribeVpcAttributeAsync(new() { VpcId = vpcId, Attribute = name }, token);

    private async IAsyncEnumerable<IEnumerable<SnapshotRecord>> PrefixListEntries([EnumeratorCancellation] CancellationToken token)
    {
        foreach (var (id, version) in _prefixLists)
        {
            var entries = new JsonArray();
            var pages = Pages(
                SnapshotTypes.PrefixListEntries,
                next => ec2.GetManagedPrefixListEntriesAsync(
                    new() { PrefixListId = id, TargetVersion = version, MaxResults = SmallPageSize, NextToken = next }, token),
                page => page.Entries, page => page.NextToken);
            // At most 1,000 entries: AWS's own limit of a list.
            await foreach (var page in pages)
            {
                foreach (var entry in page)
                {
                    entries.Add(entry.Data);
                }
            }

            var data = new JsonObject { ["PrefixListId"] = id, ["Entries"] = entries };
            yield return [new SnapshotRecord(SnapshotTypes.PrefixListEntries.Name) { Data = data }];
        }
    }

    private async IAsyncEnumerable<IEnumerable<SnapshotRecord>> EbsEncryption([EnumeratorCancellation] CancellationToken token)
    {
        var answer = await ec2.GetEbsEncryptionByDefaultAsync(new(), token);
        var data = new JsonObject { ["Region"] = region, ["EbsEncryptionByDefault"] = answer.EbsEncryptionByDefault ?? false };
        yield return [new SnapshotRecord(SnapshotTypes.EbsEncryption.Name) { Data = data }];
    }

    private List<Vpc> Remember(List<Vpc>? page)
    {
        _vpcs.AddRange((page ?? []).Select(vpc => vpc.VpcId));
        return page ?? [];
    }

    private List<ManagedPrefixList> Remember(List<ManagedPrefixList>? page)
    {
        _prefixLists.AddRange((page ?? []).Select(list => (list.PrefixListId, (long?)list.Version)));
        return page ?? [];
    }
}
