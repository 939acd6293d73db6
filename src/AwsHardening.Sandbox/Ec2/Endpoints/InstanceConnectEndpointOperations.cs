using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Ec2;

/// <summary>An EC2 Instance Connect endpoint and its interface, from which connections to instances start.</summary>
internal sealed class InstanceConnectEndpoint(
    string id, NetworkInterface eni, IReadOnlyList<SecurityGroup> groups, bool preserveClientIp, DateTimeOffset created)
    : Ec2Resource(ResourceKind.InstanceConnectEndpoint, id)
{
    public NetworkInterface Interface { get; } = eni;

    public Subnet Subnet => Interface.Subnet;

    public string Status { get; set; } = "create-in-progress";

    public JsonObject Shape() => Json.Of(
        ("InstanceConnectEndpointId", Id),
        ("InstanceConnectEndpointArn", Subnet.Vpc.Region.Arn("instance-connect-endpoint", Id)),
        ("OwnerId", Interface.OwnerId),
        ("State", Status),
        ("StateMessage", ""),
        ("DnsName", $"{Id}.{Id[^8..]}.ec2-instance-connect-endpoint.{Subnet.Vpc.Region.Name}.amazonaws.com"),
        ("NetworkInterfaceIds", Json.Texts([Interface.Id])),
        ("VpcId", Subnet.Vpc.Id),
        ("SubnetId", Subnet.Id),
        ("AvailabilityZone", Subnet.Zone.Name),
        ("AvailabilityZoneId", Subnet.Zone.Id),
        ("CreatedAt", Json.Time(created)),
        ("PreserveClientIp", preserveClientIp),
        ("SecurityGroupIds", Json.Texts(groups.Select(group => group.Id))),
        ("IpAddressType", "ipv4"),
        ("Tags", TagList()));
}

/// <summary>EC2 Instance Connect endpoints: one a VPC.</summary>
internal static class InstanceConnectEndpointOperations
{
    private static readonly Describe<InstanceConnectEndpoint> s_describe =
        new("DescribeInstanceConnectEndpoints", "InstanceConnectEndpoints")
        {
            Ids = "InstanceConnectEndpointIds",
            Pages = (1, 50),
            Shape = endpoint => endpoint.Shape(),
            Filters = new()
            {
                { "instance-connect-endpoint-id", endpoint => endpoint.Id },
                { "state", endpoint => endpoint.Status },
                { "subnet-id", endpoint => endpoint.Subnet.Id },
                { "vpc-id", endpoint => endpoint.Subnet.Vpc.Id },
                { "tag-value", endpoint => endpoint.Tags.Values },
            },
        };

    public static void Register(OperationTable table)
    {
        table.Add(s_describe, region => region.InstanceConnectEndpoints);
        table.Add("CreateInstanceConnectEndpoint", Create);
        table.Add("DeleteInstanceConnectEndpoint", Delete);
    }

    private static JsonObject Create(Ec2Call call)
    {
        var subnet = call.Region.Subnets.Get(call.Input.Required("SubnetId"));
        var groups = GroupResolver.OfInterface(call, subnet.Vpc, call.Input.Texts("SecurityGroupIds"));
        var tags = call.NewTags(ResourceKind.InstanceConnectEndpoint);
        if (call.Region.InstanceConnectEndpoints.Rows.Any(other => other.Subnet.Vpc == subnet.Vpc))
        {
            throw new AwsErrorException(
                "InstanceConnectEndpointLimitExceeded", $"The VPC {subnet.Vpc.Id} already has an EC2 Instance Connect Endpoint.");
        }

        var addresses = subnet.Addresses.Choose([], 1);
        call.StopIfDryRun();
        var id = call.NewId(ResourceKind.InstanceConnectEndpoint);
        var eni = InterfaceMaker.Managed(
            call,
            new InterfaceRequest(subnet, groups)
            {
                InterfaceType = "ec2_instance_connect_endpoint",
                Description = $"EC2 Instance Connect Endpoint {id}",
                Ipv4 = addresses,
            },
            requester: "amazon-eice");
        var endpoint = call.Region.InstanceConnectEndpoints.Add(new InstanceConnectEndpoint(
            id, eni, groups, call.Input.Flag("PreserveClientIp") is true, call.Now));
        endpoint.SetTags(tags);
        var answer = Json.Of(("InstanceConnectEndpoint", endpoint.Shape()), ("ClientToken", call.Input.Text("ClientToken")));
        call.State.Later(() => endpoint.Status = "create-complete");
        return answer;
    }

    private static JsonObject Delete(Ec2Call call)
    {
        var endpoint = call.Region.InstanceConnectEndpoints.Get(call.Input.Required("InstanceConnectEndpointId"));
        call.StopIfDryRun();
        endpoint.Status = "delete-in-progress";
        call.State.Later(() =>
        {
            InterfaceMaker.Remove(endpoint.Interface);
            call.Region.InstanceConnectEndpoints.Remove(endpoint);
        });
        return Json.Of(("InstanceConnectEndpoint", endpoint.Shape()));
    }
}
