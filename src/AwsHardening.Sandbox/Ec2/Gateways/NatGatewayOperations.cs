using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Ec2;

/// <summary>NAT gateways, public and private.</summary>
internal static class NatGatewayOperations
{
    private static readonly TimeSpan s_visibleAfterDeletion = TimeSpan.FromHours(1);

    private static readonly Describe<NatGateway> s_describe = new("DescribeNatGateways", "NatGateways")
    {
        Ids = "NatGatewayIds",
        FilterMember = "Filter",
        Shape = gateway => gateway.Shape(),
        Filters = new()
        {
            { "nat-gateway-id", gateway => gateway.Id },
            { "state", gateway => gateway.Status },
            { "subnet-id", gateway => gateway.Subnet.Id },
            { "vpc-id", gateway => gateway.Subnet.Vpc.Id },
        },
    };

    public static void Register(OperationTable table)
    {
        table.Add(s_describe, region => region.NatGateways);
        table.Add("CreateNatGateway", Create);
        table.Add("DeleteNatGateway", Delete);
    }

    private static JsonObject Create(Ec2Call call)
    {
        var subnet = call.Region.Subnets.Get(call.Input.Required("SubnetId"));
        var address = Address(call, subnet);
        var tags = call.NewTags(ResourceKind.NatGateway);
        var wanted = call.Input.Text("PrivateIpAddress");
        var request = new InterfaceRequest(subnet, [])
        {
            InterfaceType = "nat_gateway",
            Ipv4 = subnet.Addresses.Choose(wanted is null ? [] : [wanted], wanted is null ? 1 : 0),
        };
        call.StopIfDryRun();
        var id = call.NewId(ResourceKind.NatGateway);
        var eni = InterfaceMaker.Managed(
            call, request with { Description = $"Interface for NAT Gateway {id}", SourceDestCheck = false }, requester: "amazon-vpc-nat");
        if (address is not null)
        {
            Associations.Associate(call, address, eni, eni.Primary);
        }

        var gateway = call.Region.NatGateways.Add(new NatGateway(id, subnet, eni, call.Now) { Address = address });
        gateway.SetTags(tags);
        var answer = Json.Of(("NatGateway", gateway.Shape()), ("ClientToken", call.Input.Text("ClientToken")));
        call.State.Later(() => gateway.Status = gateway.Status == "pending" ? "available" : gateway.Status);
        return answer;
    }

    private static ElasticAddress? Address(Ec2Call call, Subnet subnet)
    {
        var connectivity = call.Input.Text("ConnectivityType") ?? "public";
        var allocation = call.Input.Text("AllocationId");
        if (connectivity is not ("public" or "private"))
        {
            throw Ec2Errors.InvalidValue($"Value ({connectivity}) for parameter connectivityType is invalid.");
        }

        if (connectivity == "private")
        {
            return allocation is null
                ? null
                : throw Ec2Errors.InvalidCombination("AllocationId cannot be specified for a private NAT gateway.");
        }

        var address = call.Region.Addresses.Get(allocation ?? throw Ec2Errors.MissingParameter("AllocationId"));
        if (!call.Region.InternetGateways.Rows.Any(gateway => gateway.VpcId == subnet.Vpc.Id))
        {
            throw new AwsErrorException("Gateway.NotAttached", $"Network {subnet.Vpc.Id} has no Internet gateway attached");
        }

        return address.Interface is null
            ? address
            : throw new AwsErrorException(
                "Resource.AlreadyAssociated", $"Elastic IP address [{address.Id}] is already associated");
    }

    private static JsonObject Delete(Ec2Call call)
    {
        var gateway = call.Region.NatGateways.Get(call.Input.Required("NatGatewayId"));
        call.StopIfDryRun();
        if (gateway.Status is "pending" or "available")
        {
            gateway.Status = "deleting";
            gateway.Deleted = call.Now;
            call.State.Later(() =>
            {
                gateway.Status = "deleted";
                InterfaceMaker.Remove(gateway.Interface);
            });
            call.State.Later(() => call.Region.NatGateways.Remove(gateway), s_visibleAfterDeletion);
        }

        return Json.Of(("NatGatewayId", gateway.Id));
    }
}
