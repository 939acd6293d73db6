namespace AwsHardening.Sandbox.Ec2;

/// <summary>
/// Whether packets get where they are to go, and their answers back: groups, network ACLs of both directions, routes, peering,
/// NAT and internet gateways, endpoints. IPv4 alone.
/// </summary>
internal static class Connectivity
{
    /// <summary>An address of AWS's own services, outside the lists of gateway endpoints.</summary>
    private const string ServiceAddress = "52.46.141.10";

    /// <summary>Whether an instance reaches an AWS service of its Region over HTTPS.</summary>
    /// <param name="from">The instance's interface.</param>
    /// <param name="service">The service in endpoint names, such as <c>ssmmessages</c>.</param>
    public static bool ReachesService(NetworkInterface from, string service)
    {
        var region = from.Region;
        var name = $"com.amazonaws.{region.Name}.{service}";
        var inside = region.VpcEndpoints.Rows.FirstOrDefault(endpoint => endpoint.Vpc == from.Subnet.Vpc && endpoint.ServiceName == name
            && endpoint is { PrivateDnsEnabled: true, Type: "Interface" });
        if (inside is not null)
        {
            // The name leads to every address of the endpoint in turn: one that answers is enough to get through.
            return inside.Interfaces.Exists(eni => Reaches(from, eni, "tcp", 443));
        }

        var list = region.PrefixLists.Rows.FirstOrDefault(list => list.IsAwsManaged && list.Name == name);
        var address = list is null ? ServiceAddress : Cidr.Format(list.Entries[0].Cidr.First + 10, ipv6: false);
        return ReachesOutside(from, address, "tcp", 443);
    }

    /// <summary>Whether one interface reaches another.</summary>
    public static bool Reaches(NetworkInterface from, NetworkInterface to, string protocol, int port)
    {
        var there = new Packet(protocol, port, from.Primary.Ip, to.Primary.Ip);
        return Leads(from.Subnet, to.Subnet, there.Destination) && Leads(to.Subnet, from.Subnet, there.Source)
            && Filters.Admits(from, egress: true, there, to) && Filters.Admits(to, egress: false, there, from)
            && Crosses(from.Subnet, to.Subnet, there) && Crosses(to.Subnet, from.Subnet, there.Answer());
    }

    /// <summary>Whether an interface reaches an address outside its VPC and gets an answer.</summary>
    public static bool ReachesOutside(NetworkInterface from, string address, string protocol, int port)
    {
        var packet = new Packet(protocol, port, from.Primary.Ip, address);
        if (!Filters.Admits(from, egress: true, packet, peer: null) || !Filters.Passes(from.Subnet.Acl, egress: true, packet)
            || !Filters.Passes(from.Subnet.Acl, egress: false, packet.Answer()) || RouteTo(from.Subnet, address) is not { } route)
        {
            return false;
        }

        var region = from.Region;
        return region.InternetGateways.Find(route.TargetId) is not null ? from.Primary.Association is not null
            : region.VpcEndpoints.Find(route.TargetId) is not null
            || (region.NatGateways.Find(route.TargetId) is { } nat && ReachesThrough(nat, from.Subnet, packet));
    }

    /// <summary>Whether the internet reaches an interface that has a public address.</summary>
    public static bool IsReachedFromOutside(NetworkInterface to, string address, string protocol, int port)
    {
        var packet = new Packet(protocol, port, address, to.Primary.Ip);
        return to.Primary.Association is not null && Filters.Admits(to, egress: false, packet, peer: null)
            && Filters.Passes(to.Subnet.Acl, egress: false, packet) && Filters.Passes(to.Subnet.Acl, egress: true, packet.Answer())
            && RouteTo(to.Subnet, address) is { } route && to.Region.InternetGateways.Find(route.TargetId) is not null;
    }

    private static bool ReachesThrough(NatGateway nat, Subnet from, Packet packet)
    {
        var outside = packet.From(nat.Interface.Primary.Ip);
        return nat is { Status: "available", Address: not null }
            && Crosses(from, nat.Subnet, packet) && Crosses(nat.Subnet, from, packet.Answer())
            && Filters.Passes(nat.Subnet.Acl, egress: true, outside) && Filters.Passes(nat.Subnet.Acl, egress: false, outside.Answer())
            && RouteTo(nat.Subnet, packet.Destination) is { } route
            && nat.Subnet.Vpc.Region.InternetGateways.Find(route.TargetId) is not null;
    }

    // Network ACLs stand at the edge of a subnet, not inside.
    private static bool Crosses(Subnet from, Subnet to, Packet packet) => from == to
        || (Filters.Passes(from.Acl, egress: true, packet) && Filters.Passes(to.Acl, egress: false, packet));

    private static bool Leads(Subnet from, Subnet to, string address) => RouteTo(from, address) is { } route
        && (from.Vpc == to.Vpc ? route.IsLocal
            : from.Vpc.Region.PeeringConnections.Find(route.TargetId) is { Status: "active" } peering && peering.IsOf(to.Vpc));

    /// <summary>The route that decides: the longest prefix of those in use.</summary>
    private static Route? RouteTo(Subnet subnet, string address)
    {
        var region = subnet.Vpc.Region;
        var table = region.RouteTables.Rows.FirstOrDefault(
            table => table.Associations.Exists(association => association.Subnet == subnet)) ?? subnet.Vpc.MainRouteTable;
        return table.Routes
            .SelectMany(route => Ranges(region, route.Destination).Select(range => (Route: route, Range: range)))
            .Where(item => item.Range.Contains(Packet.Number(address)))
            .OrderByDescending(item => item.Range.Prefix).Select(item => item.Route)
            .FirstOrDefault() is { } route && route.State(subnet.Vpc) == "active" ? route : null;
    }

    private static IEnumerable<Cidr> Ranges(Ec2Region region, RouteDestination destination) => destination.Member switch
    {
        "DestinationCidrBlock" => [Cidr.Parse(destination.Text, ipv6: false)!.Value],
        "DestinationPrefixListId" => region.PrefixLists.Find(destination.Text)?.Entries
            .Where(entry => !entry.Cidr.IsIpv6).Select(entry => entry.Cidr) ?? [],
        _ => [],
    };
}
