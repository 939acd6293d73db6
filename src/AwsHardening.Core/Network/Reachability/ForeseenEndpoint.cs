using AwsHardening.Core.Network.Model;

namespace AwsHardening.Core.Network.Reachability;

/// <summary>
/// A VPC endpoint that is yet to be made. AWS chooses its id, its interfaces and their addresses: until then they have names that
/// the same endpoint has again once it is there, and each interface a free address of its subnet, which stands for any other.
/// </summary>
internal static class ForeseenEndpoint
{
    private const string InterfaceType = "vpc_endpoint";

    /// <summary>The name of an endpoint until it has an id.</summary>
    public static string NameOf(string serviceName, string vpcId) => $"{serviceName} in {vpcId}";

    /// <summary>With an interface endpoint, private DNS turned on.</summary>
    public static NetworkModel WithInterfaceEndpoint(
        this NetworkModel model, string vpcId, string serviceName, IReadOnlyList<string> subnetIds, IReadOnlyList<string> groupIds)
    {
        Interface[] sides = [.. model.Subnets.Where(subnet => subnetIds.Contains(subnet.Id)).Select(subnet => Side(model, subnet, serviceName, groupIds))];
        var facts = model.Facts();
        return new NetworkModel(facts with
        {
            Interfaces = [.. facts.Interfaces, .. sides],
            Endpoints =
            [
                .. facts.Endpoints,
                new VpcEndpoint(NameOf(serviceName, vpcId), serviceName, "Interface", vpcId, "available", true, [.. sides.Select(side => side.Id)]),
            ],
        });
    }

    /// <summary>With a gateway endpoint in route tables.</summary>
    public static NetworkModel WithGatewayEndpoint(
        this NetworkModel model, string vpcId, string serviceName, IReadOnlyList<string> tableIds, IReadOnlyList<Cidr> service)
    {
        var facts = model.Facts();
        var id = NameOf(serviceName, vpcId);
        return new NetworkModel(facts with
        {
            RouteTables =
            [
                .. facts.RouteTables.Select(table => tableIds.Contains(table.Id) ? table with
                {
                    Routes = [.. table.Routes, .. service.Select(range => new Route(range, RouteTarget.GatewayEndpoint, id, true))],
                } : table),
            ],
            Endpoints = [.. facts.Endpoints, new VpcEndpoint(id, serviceName, "Gateway", vpcId, "available", false, [])],
        });
    }

    /// <summary>Without a VPC's endpoints of a type for a service, their interfaces and routes.</summary>
    public static NetworkModel WithoutEndpoint(this NetworkModel model, string vpcId, string serviceName, string type)
    {
        var facts = model.Facts();
        VpcEndpoint[] gone = [.. facts.Endpoints.Where(e => (e.VpcId, e.ServiceName, e.Type) == (vpcId, serviceName, type))];
        var sides = gone.SelectMany(endpoint => endpoint.InterfaceIds).ToHashSet();
        return new NetworkModel(facts with
        {
            Endpoints = [.. facts.Endpoints.Except(gone)],
            Interfaces = [.. facts.Interfaces.Where(side => !sides.Contains(side.Id))],
            RouteTables =
            [
                .. facts.RouteTables.Select(table => table.Routes.Any(route => gone.Any(endpoint => endpoint.Id == route.TargetId))
                    ? table with { Routes = [.. table.Routes.Where(route => !gone.Any(endpoint => endpoint.Id == route.TargetId))] } : table),
            ],
        });
    }

    /// <summary>With the names of services leading, or not leading, to the interface endpoints of a VPC.</summary>
    public static NetworkModel WithPrivateDns(this NetworkModel model, string vpcId, bool resolves)
    {
        var facts = model.Facts();
        return new NetworkModel(facts with { Vpcs = [.. facts.Vpcs.Select(vpc => vpc.Id == vpcId ? vpc with { ResolvesNames = resolves } : vpc)] });
    }

    /// <summary>True when the service's own name leads to an endpoint.</summary>
    public static bool IsNamed(NetworkModel model, VpcEndpoint endpoint) =>
        endpoint is { Type: "Interface", PrivateDns: true } && (!model.Vpcs.TryGetValue(endpoint.VpcId, out var vpc) || vpc.ResolvesNames);

    /// <summary>The names that endpoints and their interfaces had before they were there, by id.</summary>
    public static IReadOnlyDictionary<string, string> Names(NetworkModel model)
    {
        var sides = model.Interfaces.ToDictionary(side => side.Id);
        var names = model.Endpoints.ToDictionary(endpoint => endpoint.Id, endpoint => NameOf(endpoint.ServiceName, endpoint.VpcId));
        foreach (var endpoint in model.Endpoints)
        {
            foreach (var id in endpoint.InterfaceIds.Where(sides.ContainsKey))
            {
                names[id] = NameOf(endpoint.ServiceName, sides[id].SubnetId);
            }
        }

        return names;
    }

    private static Interface Side(NetworkModel model, Subnet subnet, string serviceName, IReadOnlyList<string> groupIds) => new(
        NameOf(serviceName, subnet.Id), InterfaceType, subnet.VpcId, subnet.Id, groupIds,
        [.. subnet.Ranges.Where(range => range.Family == IpFamily.Ipv4).Select(range => Free(model, range)).OfType<IpAddress>().Take(1)], [], false,
        "VPC Endpoint Interface", null) { IsForeseen = true };

    // The last address of a subnet is AWS's own (Amazon VPC User Guide, "Subnet CIDR blocks").
    private static IpAddress? Free(NetworkModel model, Cidr range)
    {
        for (var value = range.Last - 1; value > range.First; value--)
        {
            var address = new IpAddress(range.Family, value);
            if (!model.Addresses.In(Cidr.Of(address)).Any())
            {
                return address;
            }
        }

        return null;
    }
}
