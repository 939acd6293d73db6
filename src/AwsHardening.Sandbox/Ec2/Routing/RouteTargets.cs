namespace AwsHardening.Sandbox.Ec2;

/// <summary>Which targets a route may have, and whether packets get through to them.</summary>
internal static class RouteTargets
{
    private static readonly string[] s_members =
    [
        "GatewayId", "NatGatewayId", "VpcPeeringConnectionId", "NetworkInterfaceId", "InstanceId", "EgressOnlyInternetGatewayId",
    ];

    /// <summary>The target that a request names, which must exist and belong to the table's VPC.</summary>
    public static (string Member, string Id) Read(Ec2Call call, Vpc vpc)
    {
        var members = s_members.Where(call.Input.Has).ToList();
        if (members.Count != 1)
        {
            throw members.Count == 0
                ? Ec2Errors.MissingParameter("gatewayId, natGatewayId, vpcPeeringConnectionId or networkInterfaceId")
                : Ec2Errors.InvalidCombination("Exactly one route target may be specified: " + string.Join(", ", members));
        }

        var (member, id) = (members[0], call.Input.Required(members[0]));
        if (member == "InstanceId")
        {
            (member, id) = ("NetworkInterfaceId", PrimaryInterface(call.Region.Instances.Get(id)));
        }

        var owner = VpcOf(call.Region, vpc, member, id);
        return owner == vpc.Id ? (member, id) : throw Ec2Errors.InvalidValue(
            $"route table and network gateway {id} belong to different networks");
    }

    public static bool IsUsable(Ec2Region region, Vpc vpc, string id) => Prefix(id) switch
    {
        "igw" => region.InternetGateways.Find(id)?.VpcId == vpc.Id,
        "vgw" => region.VpnGateways.Find(id)?.VpcId == vpc.Id,
        "eigw" => region.EgressOnlyInternetGateways.Find(id) is not null,
        "nat" => region.NatGateways.Find(id)?.Status is "pending" or "available",
        "pcx" => region.PeeringConnections.Find(id)?.Status == "active",
        "eni" => region.NetworkInterfaces.Find(id)?.Attachment is not null,
        "vpce" => region.VpcEndpoints.Find(id) is not null,
        _ => false,
    };

    /// <summary>True for the kinds of targets whose being there is known here.</summary>
    public static bool IsKnownKind(string id) =>
        id == "local" || Prefix(id) is "igw" or "vgw" or "eigw" or "nat" or "pcx" or "eni" or "vpce";

    private static string? VpcOf(Ec2Region region, Vpc vpc, string member, string id) => member switch
    {
        "NatGatewayId" => region.NatGateways.Get(id).Subnet.Vpc.Id,
        "VpcPeeringConnectionId" => region.PeeringConnections.Get(id) is { IsLive: true } peering && peering.IsOf(vpc)
            ? vpc.Id
            : throw new AwsErrorException(
                "InvalidVpcPeeringConnectionID.NotFound", $"The vpcPeeringConnection ID '{id}' does not exist"),
        "NetworkInterfaceId" => region.NetworkInterfaces.Get(id).Subnet.Vpc.Id,
        "EgressOnlyInternetGatewayId" => region.EgressOnlyInternetGateways.Get(id).VpcId,
        _ => Prefix(id) == "vgw" ? region.VpnGateways.Get(id).VpcId : region.InternetGateways.Get(id).VpcId,
    };

    private static string PrimaryInterface(Instance instance) => instance.Interfaces.Count == 1
        ? instance.Interfaces[0].Id
        : throw new AwsErrorException(
            "InvalidInstanceID", $"There are multiple interfaces attached to instance '{instance.Id}'. "
            + "Please specify an interface ID for the operation instead.");

    private static string Prefix(string id) => id.IndexOf('-', StringComparison.Ordinal) is > 0 and var at ? id[..at] : "";
}
