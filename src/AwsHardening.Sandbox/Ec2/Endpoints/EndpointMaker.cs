namespace AwsHardening.Sandbox.Ec2;

/// <summary>What an endpoint puts into route tables and subnets, and takes out again.</summary>
internal static class EndpointMaker
{
    /// <summary>Refuses subnets that an interface endpoint of the VPC cannot have beside those it has.</summary>
    public static List<Subnet> Subnets(Ec2Call call, Vpc vpc, IReadOnlyCollection<string> ids, IEnumerable<NetworkInterface> present)
    {
        var subnets = ids.Distinct(StringComparer.Ordinal).Select(call.Region.Subnets.Get).ToList();
        if (subnets.Find(subnet => subnet.Vpc != vpc) is { } foreign)
        {
            throw new AwsErrorException("InvalidSubnetID.NotFound", $"The subnet ID '{foreign.Id}' does not exist");
        }

        var zones = subnets.Concat(present.Select(eni => eni.Subnet)).GroupBy(subnet => subnet.Zone);
        if (zones.Any(zone => zone.Count() > 1))
        {
            throw new AwsErrorException("DuplicateSubnetsInSameZone", "Found another VPC endpoint subnet in the availability zone");
        }

        subnets.ForEach(subnet => _ = subnet.Addresses.Choose([], 1));
        return subnets;
    }

    public static List<RouteTable> Tables(Ec2Call call, Vpc vpc, IReadOnlyCollection<string> ids, string prefixListId)
    {
        var tables = ids.Distinct(StringComparer.Ordinal).Select(call.Region.RouteTables.Get).ToList();
        if (tables.Find(table => table.Vpc != vpc) is { } foreign)
        {
            throw Ec2Errors.DifferentNetworks($"route table {foreign.Id}", $"vpc {vpc.Id}");
        }

        return tables.Find(table => table.Find(prefixListId) is not null) is { } taken
            ? throw new AwsErrorException(
                "RouteAlreadyExists", $"route table {taken.Id} already has a route with destination-prefix-list-id {prefixListId}")
            : tables;
    }

    public static void AddTo(VpcEndpoint endpoint, IEnumerable<RouteTable> tables, string prefixListId)
    {
        foreach (var table in tables)
        {
            endpoint.RouteTables.Add(table);
            table.Routes.Add(new Route(RouteDestination.PrefixList(prefixListId), "GatewayId", endpoint.Id, "CreateRoute"));
        }
    }

    public static void RemoveFrom(VpcEndpoint endpoint, IReadOnlyCollection<RouteTable> tables)
    {
        foreach (var table in tables)
        {
            endpoint.RouteTables.Remove(table);
            table.Routes.RemoveAll(route => route.TargetId == endpoint.Id);
        }
    }

    public static void AddTo(Ec2Call call, VpcEndpoint endpoint, IEnumerable<Subnet> subnets)
    {
        foreach (var subnet in subnets)
        {
            var request = new InterfaceRequest(subnet, endpoint.Groups)
            {
                InterfaceType = "vpc_endpoint",
                Description = $"VPC Endpoint Interface {endpoint.Id}",
                Ipv4 = subnet.Addresses.Choose([], 1),
            };
            endpoint.Interfaces.Add(InterfaceMaker.Managed(call, request, requester: "amazon-vpce"));
        }
    }

    public static void RemoveFrom(VpcEndpoint endpoint, IReadOnlyCollection<NetworkInterface> interfaces)
    {
        foreach (var eni in interfaces)
        {
            endpoint.Interfaces.Remove(eni);
            InterfaceMaker.Remove(eni);
        }
    }

    public static string PrefixListOf(Ec2Region region, string serviceName) =>
        region.PrefixLists.Rows.FirstOrDefault(list => list.IsAwsManaged && list.Name == serviceName)?.Id
        ?? throw NoSuchService(serviceName);

    public static AwsErrorException NoSuchService(string serviceName) =>
        new("InvalidServiceName", $"The Vpc Endpoint Service '{serviceName}' does not exist");
}
