using Amazon.CloudWatchLogs.Model;
using Amazon.EC2.Model;
using Amazon.IdentityManagement.Model;
using Amazon.KeyManagementService.Model;
using Amazon.SimpleSystemsManagement.Model;
using LoadBalancer = Amazon.ElasticLoadBalancingV2.Model.LoadBalancer;
using S3Bucket = Amazon.S3.Model.S3Bucket;

namespace AwsHardening.Core.Reading;

/// <content>The lists, in the SDK's types.</content>
internal sealed partial class AccountView
{
    private const int PageSize = 1000;

    // Peering pages and prefix list pages are smaller by AWS's own rule.
    private const int SmallPageSize = 100;

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

    public Task<Fact<IReadOnlyList<Subnet>>> Subnets() => Once(nameof(Subnets), () => Page(
        next => _ec2.DescribeSubnetsAsync(new() { MaxResults = PageSize, NextToken = next }, cancellationToken),
        page => page.Subnets, page => page.NextToken));

    public Task<Fact<IReadOnlyList<NetworkAcl>>> NetworkAcls() => Once(nameof(NetworkAcls), () => Page(
        next => _ec2.DescribeNetworkAclsAsync(new() { MaxResults = PageSize, NextToken = next }, cancellationToken),
        page => page.NetworkAcls, page => page.NextToken));

    /// <summary>The network ACLs of one VPC.</summary>
    public Task<Fact<IReadOnlyList<NetworkAcl>>> NetworkAclsOf(string vpcId) => Once($"{nameof(NetworkAcls)} {vpcId}", () => Page(
        next => _ec2.DescribeNetworkAclsAsync(
            new() { MaxResults = PageSize, NextToken = next, Filters = [new Filter("vpc-id", [vpcId])] }, cancellationToken),
        page => page.NetworkAcls, page => page.NextToken));

    /// <summary>NAT gateways, without those that are deleted and still listed for an hour.</summary>
    public Task<Fact<IReadOnlyList<NatGateway>>> NatGateways() => Once(nameof(NatGateways), () => Page(
        next => _ec2.DescribeNatGatewaysAsync(
            new() { MaxResults = PageSize, NextToken = next, Filter = [new Filter("state", ["pending", "available"])] }, cancellationToken),
        page => page.NatGateways, page => page.NextToken));

    public Task<Fact<IReadOnlyList<VpcEndpoint>>> VpcEndpoints() => Once(nameof(VpcEndpoints), () => Page(
        next => _ec2.DescribeVpcEndpointsAsync(new() { MaxResults = PageSize, NextToken = next }, cancellationToken),
        page => page.VpcEndpoints, page => page.NextToken));

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

    public Task<Fact<IReadOnlyList<Instance>>> Instances() => Once(nameof(Instances), () => Page(
        next => _ec2.DescribeInstancesAsync(new DescribeInstancesRequest { MaxResults = PageSize, NextToken = next }, cancellationToken),
        page => (page.Reservations ?? []).SelectMany(reservation => reservation.Instances ?? []).ToList(), page => page.NextToken));

    /// <summary>The instances that have reported to Systems Manager at some time.</summary>
    public Task<Fact<IReadOnlyList<InstanceInformation>>> ManagedInstances() => Once(nameof(ManagedInstances), () => Page(
        next => session.Ssm.DescribeInstanceInformationAsync(new() { MaxResults = 50, NextToken = next }, cancellationToken),
        page => page.InstanceInformationList, page => page.NextToken));

    /// <summary>The account's own documents.</summary>
    public Task<Fact<IReadOnlyList<DocumentIdentifier>>> OwnDocuments() => Once(nameof(OwnDocuments), () => Page(
        next => session.Ssm.ListDocumentsAsync(
            new ListDocumentsRequest { MaxResults = 50, NextToken = next, Filters = [new() { Key = "Owner", Values = ["Self"] }] }, cancellationToken),
        page => page.DocumentIdentifiers, page => page.NextToken));

    public Task<Fact<IReadOnlyList<Role>>> Roles() => Once(nameof(Roles), () => Page(
        next => session.Iam.ListRolesAsync(new ListRolesRequest { MaxItems = PageSize, Marker = next }, cancellationToken),
        page => page.Roles, page => page.Marker));

    public Task<Fact<IReadOnlyList<User>>> Users() => Once(nameof(Users), () => Page(
        next => session.Iam.ListUsersAsync(new ListUsersRequest { MaxItems = PageSize, Marker = next }, cancellationToken),
        page => page.Users, page => page.Marker));

    public Task<Fact<IReadOnlyList<Group>>> Groups() => Once(nameof(Groups), () => Page(
        next => session.Iam.ListGroupsAsync(new ListGroupsRequest { MaxItems = PageSize, Marker = next }, cancellationToken),
        page => page.Groups, page => page.Marker));

    /// <summary>The policies that the account made itself.</summary>
    public Task<Fact<IReadOnlyList<ManagedPolicy>>> OwnPolicies() => Once(nameof(OwnPolicies), () => Page(
        next => session.Iam.ListPoliciesAsync(new ListPoliciesRequest { Scope = "Local", MaxItems = PageSize, Marker = next }, cancellationToken),
        page => page.Policies, page => page.Marker));

    public Task<Fact<IReadOnlyList<InstanceProfile>>> InstanceProfiles() => Once(nameof(InstanceProfiles), () => Page(
        next => session.Iam.ListInstanceProfilesAsync(new ListInstanceProfilesRequest { MaxItems = PageSize, Marker = next }, cancellationToken),
        page => page.InstanceProfiles, page => page.Marker));

    public Task<Fact<IReadOnlyList<LogGroup>>> LogGroups() => Once(nameof(LogGroups), () => Page(
        next => session.Logs.DescribeLogGroupsAsync(new DescribeLogGroupsRequest { NextToken = next }, cancellationToken),
        page => page.LogGroups, page => page.NextToken));

    public Task<Fact<IReadOnlyList<KeyListEntry>>> Keys() => Once(nameof(Keys), () => Page(
        next => session.Kms.ListKeysAsync(new ListKeysRequest { Limit = PageSize, Marker = next }, cancellationToken),
        page => page.Keys, page => page.NextMarker));

    /// <summary>Application, Network and Gateway Load Balancers.</summary>
    public Task<Fact<IReadOnlyList<LoadBalancer>>> LoadBalancers() => Once(nameof(LoadBalancers), () => Page(
        next => session.LoadBalancing.DescribeLoadBalancersAsync(new() { PageSize = 400, Marker = next }, cancellationToken),
        page => page.LoadBalancers, page => page.NextMarker));

    /// <summary>The account's buckets, of every Region.</summary>
    public Task<Fact<IReadOnlyList<S3Bucket>>> Buckets() => Once(nameof(Buckets), () => Page(
        next => session.S3.ListBucketsAsync(new Amazon.S3.Model.ListBucketsRequest { MaxBuckets = PageSize, ContinuationToken = next }, cancellationToken),
        page => page.Buckets, page => page.ContinuationToken));

    /// <summary>The names of the Region's tables.</summary>
    public Task<Fact<IReadOnlyList<string>>> DynamoDbTables() => Once(nameof(DynamoDbTables), () => Page(
        next => session.DynamoDb.ListTablesAsync(
            new Amazon.DynamoDBv2.Model.ListTablesRequest { Limit = SmallPageSize, ExclusiveStartTableName = next }, cancellationToken),
        page => page.TableNames, page => page.LastEvaluatedTableName));

    /// <summary>The Regions that are enabled for the account.</summary>
    public Task<Fact<IReadOnlyList<Region>>> Regions() => Once(nameof(Regions), async () =>
        (await _ec2.DescribeRegionsAsync(new DescribeRegionsRequest(), cancellationToken)).Regions ?? []);
}
