namespace AwsHardening.Sandbox.Ec2.Snapshots;

/// <summary>NAT gateways and endpoints out of a snapshot.</summary>
internal static class EndpointLoader
{
    public static void AddNatGateway(LoadScene scene, Ec2Input data)
    {
        var subnet = scene.Subnet(data.Text("SubnetId"), data.Text("VpcId"), null);
        var address = data.Items("NatGatewayAddresses").FirstOrDefault();
        var gateway = scene.Region.NatGateways.Add(new NatGateway(
            data.Required("NatGatewayId"), subnet, scene.Interface(address?.Text("NetworkInterfaceId"), subnet), LoadScene.Time(data.Text("CreateTime")))
        {
            Address = address?.Text("AllocationId") is { } id ? scene.Region.Addresses.Find(id) : null,
            Status = data.Text("State") ?? "available",
            Deleted = data.Text("DeleteTime") is { } time ? LoadScene.Time(time) : null,
        });
        LoadScene.SetTags(gateway, data);
    }

    public static void AddVpcEndpoint(LoadScene scene, Ec2Input data)
    {
        var vpc = scene.Vpc(data.Text("VpcId"));
        var endpoint = scene.Region.VpcEndpoints.Add(new VpcEndpoint(
            data.Required("VpcEndpointId"), data.Text("VpcEndpointType") ?? "Interface", vpc, data.Text("ServiceName") ?? "",
            LoadScene.Time(data.Text("CreationTimestamp")))
        {
            Status = data.Text("State") ?? "available",
            Policy = data.Text("PolicyDocument") ?? VpcEndpoint.OpenPolicy,
            PrivateDnsEnabled = data.Flag("PrivateDnsEnabled") is true,
            Groups = [.. data.Items("Groups").Select(group => scene.Group(group.Required("GroupId"), vpc))],
        });
        endpoint.RouteTables.AddRange(data.Texts("RouteTableIds").Select(scene.Region.RouteTables.Find).OfType<RouteTable>());
        endpoint.Interfaces.AddRange(data.Texts("NetworkInterfaceIds").Select(scene.Region.NetworkInterfaces.Find).OfType<NetworkInterface>());
        LoadScene.SetTags(endpoint, data);
    }

    public static void AddInstanceConnectEndpoint(LoadScene scene, Ec2Input data)
    {
        var subnet = scene.Subnet(data.Text("SubnetId"), data.Text("VpcId"), LoadScene.Zone(scene.Region, data));
        var endpoint = scene.Region.InstanceConnectEndpoints.Add(new InstanceConnectEndpoint(
            data.Required("InstanceConnectEndpointId"), scene.Interface(data.Texts("NetworkInterfaceIds").FirstOrDefault(), subnet),
            [.. data.Texts("SecurityGroupIds").Select(id => scene.Group(id, subnet.Vpc))], data.Flag("PreserveClientIp") is true,
            LoadScene.Time(data.Text("CreatedAt")))
        {
            Status = data.Text("State") ?? "create-complete",
        });
        LoadScene.SetTags(endpoint, data);
    }
}
