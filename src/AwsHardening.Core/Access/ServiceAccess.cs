using Amazon.EC2.Model;
using AwsHardening.Core.Access.Kinds;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Network;
using AwsHardening.Core.Network.Model;
using AwsHardening.Core.Network.Reachability;
using AwsHardening.Core.Reading;
using Rule = AwsHardening.Core.Network.Model.Rule;
using Side = AwsHardening.Core.Network.Model.Interface;

namespace AwsHardening.Core.Access;

/// <summary>
/// Opens the way from an instance to an AWS service: an endpoint where the VPC has none, a rule where a group bars TCP 443. What a
/// network ACL bars, or a route that leads elsewhere, is left to people and said.
/// </summary>
internal sealed class ServiceAccess(AccessRun run)
{
    private readonly HashSet<string> _resolving = [];

    // The network as the changes so far leave it: what follows is weighed on that.
    private ReachabilityEngine? _engine;

    /// <summary>What keeps instances from services, one reason an instance and service.</summary>
    public async Task<IReadOnlyList<(Instance Instance, ServicePath Path)>> ClosedAsync(IEnumerable<Instance> instances, IReadOnlyList<string> services)
    {
        var engine = await EngineAsync();
        return
        [
            .. from instance in instances
               let side = Primary(engine, instance)
               where side is not null
               from service in services
               let path = ServicePath.Find(engine, side, service)
               where !path.IsOpen
               select (instance, path),
        ];
    }

    /// <summary>Opens the way; says what it cannot open.</summary>
    public async Task OpenAsync(Instance instance, ServicePath path)
    {
        var engine = await EngineAsync();
        var side = Primary(engine, instance)!;
        // What was made for another instance since may serve this one too.
        path = ServicePath.Find(engine, side, path.Service);
        if (path.IsOpen)
        {
            return;
        }

        if (path.IsUnknown)
        {
            run.Host.WriteWarning($"{instance.InstanceId}: {path.Reason()} It was left as it is.");
            return;
        }

        if (path.Service == "s3" && path.Endpoint is not { Type: "Interface" })
        {
            await OpenGatewayAsync(engine, side, path);
            return;
        }

        var groups = path.Endpoint is { Type: "Interface" } endpoint
            ? [.. engine.Model.Interfaces.Where(eni => endpoint.InterfaceIds.Contains(eni.Id)).SelectMany(eni => eni.GroupIds).Distinct()]
            : await MakeEndpointAsync(engine, side, path.Service);
        await OpenEndpointAsync(side, path, groups);
    }

    private async Task<ReachabilityEngine> EngineAsync() => _engine ??= (await run.Facts.EngineAsync()).Value;

    // Makes a change that decides flows, and goes on with the network that it leaves.
    private async Task MakeAsync((ResourceChange Change, NetworkModel After) weighed, string action)
    {
        await run.MakeAsync(weighed.Change, action);
        _engine = new ReachabilityEngine(weighed.After);
    }

    private static Side? Primary(ReachabilityEngine engine, Instance instance) =>
        engine.Model.Interfaces.FirstOrDefault(side => side.InstanceId == instance.InstanceId);

    private string ServiceName(string service) => $"com.amazonaws.{run.Aws.Region}.{service}";

    // Beside the endpoints that the VPC has, and in their groups; else in the instance's own subnet and group.
    private async Task<IReadOnlyList<string>> MakeEndpointAsync(ReachabilityEngine engine, Side side, string service)
    {
        var name = ServiceName(service);
        var sisters = engine.Model.Endpoints.Where(endpoint => endpoint.VpcId == side.VpcId && endpoint is { Type: "Interface", PrivateDns: true })
            .SelectMany(endpoint => engine.Model.Interfaces.Where(eni => endpoint.InterfaceIds.Contains(eni.Id))).ToList();
        string[] subnets = sisters.Count > 0 ? [.. sisters.Select(eni => eni.SubnetId).Distinct()] : [side.SubnetId];
        string[] groups = sisters.Count > 0 ? [.. sisters[0].GroupIds] : [side.GroupIds[0]];
        var model = engine.Model;
        if (_resolving.Add(side.VpcId)
            && VpcKind.ResolveNames(side.VpcId, await VpcKind.ReadAsync(run.Aws, side.VpcId, run.CancellationToken)) is { IsEmpty: false } resolve)
        {
            var header = run.Header(run.NewId(), VpcKind.Type, side.VpcId, side.VpcId, "Lets the names of AWS services lead to the VPC's endpoints.");
            await MakeAsync(ServiceFlows.Weigh(model, resolve.Build(header), run.CancellationToken), "Turn DNS support and DNS hostnames on");
            model = (await EngineAsync()).Model;
        }

        var id = run.NewId();
        var made = VpcEndpointKind.MakeInterface(id, side.VpcId, name, subnets, groups).Build(run.Header(
            id, VpcEndpointKind.Type, VpcEndpointKind.IdOf(side.VpcId, name), name, $"Lets the instances of {side.VpcId} reach {service} without the internet.",
            $"An interface endpoint costs by the hour in each of {subnets.Length} Availability Zones, and by the amount of data."));
        await MakeAsync(
            ServiceFlows.Weigh(model, made, run.CancellationToken), $"Make an interface endpoint for {service} in {string.Join(", ", subnets)}");
        return groups;
    }

    private async Task OpenEndpointAsync(Side side, ServicePath path, IReadOnlyList<string> endpointGroups)
    {
        if (endpointGroups.Count == 0)
        {
            run.Host.WriteWarning($"{side.InstanceId}: {path.Reason()} It was left as it is.");
            return;
        }

        var target = endpointGroups[0];
        await AllowAsync(side.GroupIds, side.GroupIds[0], RuleDirection.Egress, RuleSource.OfGroup(target), path.Service);
        await AllowAsync(endpointGroups, target, RuleDirection.Ingress, RuleSource.OfGroup(side.GroupIds[0]), path.Service);
        if (path.Endpoint is not null && path.Deciding?.Component is not ("security group" or null))
        {
            run.Host.WriteWarning($"{side.InstanceId}: {path.Reason()} It was left as it is.");
        }
    }

    private async Task OpenGatewayAsync(ReachabilityEngine engine, Side side, ServicePath path)
    {
        var name = ServiceName("s3");
        var list = await PrefixListAsync(name);
        var table = engine.Model.RouteTableOf(side.SubnetId, side.VpcId);
        if (path.Endpoint is null && table is not null && list is not null)
        {
            var ranges = (await NetworkReader.PrefixListsAsync(run.Facts.View, [list])).GetValueOrDefault(list, []);
            var made = VpcEndpointKind.MakeGateway(
                run.Header(
                    run.NewId(), VpcEndpointKind.Type, VpcEndpointKind.IdOf(side.VpcId, name), name,
                    $"Lets the instances of {side.VpcId} reach S3 without the internet."),
                side.VpcId, name, [table.Id], ranges);
            await MakeAsync(ServiceFlows.WeighGateway(engine.Model, made, ranges, run.CancellationToken), $"Make a gateway endpoint for S3 in {table.Id}");
        }

        if (list is null)
        {
            run.Host.WriteWarning($"{side.InstanceId}: the prefix list of S3 could not be read, so no way out was opened.");
            return;
        }

        await AllowAsync(side.GroupIds, side.GroupIds[0], RuleDirection.Egress, RuleSource.OfPrefixList(list), "s3");
    }

    private async Task<string?> PrefixListAsync(string name)
    {
        var lists = await run.Facts.View.ManagedPrefixLists();
        return lists.IsKnown ? lists.Value.FirstOrDefault(list => list.PrefixListName == name)?.PrefixListId : null;
    }

    // A rule of its own, unless one that is there lets the same through already.
    private async Task AllowAsync(
        IReadOnlyList<string> groups, string group, RuleDirection direction, RuleSource source, string service)
    {
        var model = (await EngineAsync()).Model;
        var key = new RuleKey(direction, new TrafficSpan("tcp", 443, 443), source);
        var open = groups.SelectMany(id => model.Rules(id, direction)).Any(rule => rule.Key.Span.Covers(key.Span)
            && (rule.Key.Source == source || rule.Key.Source.Range is { IsWorld: true, Family: IpFamily.Ipv4 }));
        if (open)
        {
            return;
        }

        var id = run.NewId();
        var name = model.Groups.TryGetValue(group, out var known) ? known.Name : group;
        var change = SecurityGroupChange.Build(
            run.Header(id, SecurityGroupChange.ResourceType, group, name, $"Lets the SSM Agent reach {service}."), direction, [],
            [new Rule("", group, key, $"AwsHardening: SSM Agent to {service}", new Dictionary<string, string>())]);
        await MakeAsync(ServiceFlows.Weigh(model, change, run.CancellationToken), $"Allow TCP 443 {(direction == RuleDirection.Egress ? "to" : "from")} {source}");
    }
}
