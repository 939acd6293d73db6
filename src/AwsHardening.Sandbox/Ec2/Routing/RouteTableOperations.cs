using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Ec2;

/// <summary>Route tables and which subnets use them.</summary>
internal static class RouteTableOperations
{
    private static readonly Describe<RouteTable> s_describe = new("DescribeRouteTables", "RouteTables")
    {
        Ids = "RouteTableIds",
        Pages = (5, 100),
        Shape = table => table.Shape(),
        Filters = new()
        {
            { "route-table-id", table => table.Id },
            { "vpc-id", table => table.Vpc.Id },
            { "owner-id", table => table.Vpc.Region.State.Options.AccountId },
            { "association.main", table => table.Associations.Select(association => association.Main ? "true" : "false") },
            { "association.route-table-association-id", table => table.Associations.Select(association => association.Id) },
            { "association.route-table-id", table => table.Associations.Select(_ => table.Id) },
            { "association.subnet-id", table => table.Associations.Select(association => association.Subnet?.Id) },
            { "route.destination-cidr-block", table => Destinations(table, "DestinationCidrBlock") },
            { "route.destination-ipv6-cidr-block", table => Destinations(table, "DestinationIpv6CidrBlock") },
            { "route.destination-prefix-list-id", table => Destinations(table, "DestinationPrefixListId") },
            { "route.gateway-id", table => Targets(table, "GatewayId") },
            { "route.nat-gateway-id", table => Targets(table, "NatGatewayId") },
            { "route.vpc-peering-connection-id", table => Targets(table, "VpcPeeringConnectionId") },
            { "route.egress-only-internet-gateway-id", table => Targets(table, "EgressOnlyInternetGatewayId") },
            { "route.instance-id", table => table.Routes.Select(
                route => table.Vpc.Region.NetworkInterfaces.Find(route.TargetId)?.Attachment?.Instance?.Id) },
            { "route.transit-gateway-id", _ => (string?)null },
            { "route.origin", table => table.Routes.Select(route => route.Origin) },
            { "route.state", table => table.Routes.Select(route => route.State(table.Vpc)) },
        },
    };

    public static void Register(OperationTable table)
    {
        table.Add(s_describe, region => region.RouteTables);
        table.Add("CreateRouteTable", Create);
        table.Add("DeleteRouteTable", Delete);
        table.Add("AssociateRouteTable", Associate);
        table.Add("DisassociateRouteTable", Disassociate);
        table.Add("ReplaceRouteTableAssociation", Replace);
    }

    private static IEnumerable<string?> Destinations(RouteTable table, string member) =>
        table.Routes.Where(route => route.Destination.Member == member).Select(route => route.Destination.Text);

    private static IEnumerable<string?> Targets(RouteTable table, string member) =>
        table.Routes.Where(route => route.TargetMember == member).Select(route => route.TargetId);

    private static JsonObject Create(Ec2Call call)
    {
        var vpc = call.Region.Vpcs.Get(call.Input.Required("VpcId"));
        var tags = call.NewTags(ResourceKind.RouteTable);
        call.StopIfDryRun();
        var table = call.Region.RouteTables.Add(new RouteTable(call.NewId(ResourceKind.RouteTable)) { Vpc = vpc });
        table.Routes.AddRange(vpc.AllCidrs.Select(Route.Local));
        table.SetTags(tags);
        return Json.Of(("RouteTable", table.Shape()), ("ClientToken", call.Input.Text("ClientToken")));
    }

    private static JsonObject Delete(Ec2Call call)
    {
        var table = call.Region.RouteTables.Get(call.Input.Required("RouteTableId"));
        if (table.Associations.Count > 0)
        {
            throw Ec2Errors.HasDependencies("routeTable", table.Id);
        }

        call.StopIfDryRun();
        foreach (var endpoint in call.Region.VpcEndpoints.Rows)
        {
            endpoint.RouteTables.Remove(table);
        }

        call.Region.RouteTables.Remove(table);
        return Json.Nothing();
    }

    private static JsonObject Associate(Ec2Call call)
    {
        var table = call.Region.RouteTables.Get(call.Input.Required("RouteTableId"));
        var subnet = call.Region.Subnets.Get(call.Input.Required("SubnetId"));
        if (subnet.Vpc != table.Vpc)
        {
            throw Ec2Errors.DifferentNetworks($"route table {table.Id}", $"subnet {subnet.Id}");
        }

        if (call.Region.RouteTables.Rows.SelectMany(other => other.Associations).FirstOrDefault(
            association => association.Subnet == subnet) is { } existing)
        {
            throw new AwsErrorException(
                "Resource.AlreadyAssociated",
                $"the specified association for route table {table.Id} conflicts with an existing association {existing.Id}");
        }

        call.StopIfDryRun();
        var added = new RouteTableAssociation(call.NewId("rtbassoc"), Main: false, subnet);
        table.Associations.Add(added);
        return Json.Of(("AssociationId", added.Id), ("AssociationState", Json.Of(("State", "associated"))));
    }

    private static JsonObject Disassociate(Ec2Call call)
    {
        var (table, association) = Find(call);
        if (association.Main)
        {
            throw Ec2Errors.InvalidValue($"cannot disassociate the main route table association {association.Id}");
        }

        call.StopIfDryRun();
        table.Associations.Remove(association);
        return Json.Nothing();
    }

    private static JsonObject Replace(Ec2Call call)
    {
        var (old, association) = Find(call);
        var table = call.Region.RouteTables.Get(call.Input.Required("RouteTableId"));
        if (table.Vpc != old.Vpc)
        {
            throw Ec2Errors.DifferentNetworks($"route table {table.Id}", $"route table {old.Id}");
        }

        call.StopIfDryRun();
        var added = association with { Id = call.NewId("rtbassoc") };
        old.Associations.Remove(association);
        table.Associations.Add(added);
        if (association.Main)
        {
            table.Vpc.MainRouteTable = table;
        }

        return Json.Of(("NewAssociationId", added.Id), ("AssociationState", Json.Of(("State", "associated"))));
    }

    private static (RouteTable Table, RouteTableAssociation Association) Find(Ec2Call call)
    {
        var id = call.Input.Required("AssociationId");
        foreach (var table in call.Region.RouteTables.Rows)
        {
            if (table.Associations.Find(association => association.Id == id) is { } association)
            {
                return (table, association);
            }
        }

        throw new AwsErrorException("InvalidAssociationID.NotFound", $"The association ID '{id}' does not exist");
    }
}
