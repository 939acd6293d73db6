using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Ec2;

/// <summary>CreateRoute, ReplaceRoute, DeleteRoute.</summary>
internal static class RouteOperations
{
    public static void Register(OperationTable table)
    {
        table.Add("CreateRoute", Create);
        table.Add("ReplaceRoute", Replace);
        table.Add("DeleteRoute", Delete);
    }

    private static JsonObject Create(Ec2Call call)
    {
        var table = Table(call);
        var destination = Destination(call);
        if (table.Find(destination.Text) is not null)
        {
            throw new AwsErrorException("RouteAlreadyExists", $"The route identified by {destination.Text} already exists.");
        }

        var (member, id) = RouteTargets.Read(call, table.Vpc);
        call.StopIfDryRun();
        table.Routes.Add(new Route(destination, member, id, "CreateRoute"));
        return Json.Done();
    }

    private static JsonObject Replace(Ec2Call call)
    {
        var table = Table(call);
        var destination = Destination(call);
        var old = table.Find(destination.Text) ?? throw Ec2Errors.InvalidValue(
            $"There is no route defined for '{destination.Text}' in the route table. Use CreateRoute instead.");
        var (member, id) = call.Input.Flag("LocalTarget") is true ? ("GatewayId", "local") : RouteTargets.Read(call, table.Vpc);
        call.StopIfDryRun();
        table.Routes[table.Routes.IndexOf(old)] = old with { TargetMember = member, TargetId = id };
        return Json.Nothing();
    }

    private static JsonObject Delete(Ec2Call call)
    {
        var table = Table(call);
        var destination = RouteDestination.Read(call.Input);
        var route = table.Find(destination.Text) ?? throw new AwsErrorException(
            "InvalidRoute.NotFound",
            $"no route with {Name(destination)} {destination.Text} in route table {table.Id}");
        if (route.IsLocal)
        {
            throw Ec2Errors.InvalidValue($"cannot remove local route {destination.Text} in route table {table.Id}");
        }

        if (route.TargetId.StartsWith("vpce-", StringComparison.Ordinal))
        {
            throw Ec2Errors.InvalidValue($"cannot remove VPC endpoint route {destination.Text} in route table {table.Id}");
        }

        call.StopIfDryRun();
        table.Routes.Remove(route);
        return Json.Nothing();
    }

    private static RouteTable Table(Ec2Call call) => call.Region.RouteTables.Get(call.Input.Required("RouteTableId"));

    private static RouteDestination Destination(Ec2Call call)
    {
        var destination = RouteDestination.Read(call.Input);
        if (destination.Member == "DestinationPrefixListId")
        {
            call.Region.PrefixLists.Get(destination.Text);
        }

        return destination;
    }

    private static string Name(RouteDestination destination) => destination.Member switch
    {
        "DestinationCidrBlock" => "destination-cidr-block",
        "DestinationIpv6CidrBlock" => "destination-ipv6-cidr-block",
        _ => "destination-prefix-list-id",
    };
}
