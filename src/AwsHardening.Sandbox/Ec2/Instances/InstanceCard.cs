namespace AwsHardening.Sandbox.Ec2;

/// <summary>One network card of a launch: an interface that exists, or one to be made for each instance.</summary>
internal sealed class InstanceCard
{
    public required Subnet Subnet { get; init; }

    public NetworkInterface? Existing { get; private init; }

    public int DeviceIndex { get; private init; }

    /// <summary>How many private IPv4 addresses each instance takes out of the subnet.</summary>
    public int AddressesEach { get; private init; }

    public bool HasFixedAddress { get; private init; }

    private Func<InterfaceRequest>? Make { get; init; }

    private bool DeleteOnTermination { get; init; }

    private bool PublicAddress { get; init; }

    public static InstanceCard Read(Ec2Call call, Ec2Input input, IReadOnlyCollection<string> groups)
    {
        var index = input.Number("DeviceIndex") ?? 0;
        if (input.Text("NetworkInterfaceId") is { } id)
        {
            var eni = call.Region.NetworkInterfaces.Get(id);
            if (eni.Attachment is not null)
            {
                throw new AwsErrorException("InvalidNetworkInterface.InUse", $"Interface: [{id}] in use.");
            }

            return new InstanceCard { Subnet = eni.Subnet, Existing = eni, DeviceIndex = index };
        }

        var subnet = Subnets(call, input);
        // Read once to refuse what is wrong; read again for each instance, as the addresses differ.
        InterfaceRequest Request() => InterfaceReader.Read(call, input, subnet, groups);
        var first = Request();
        return new InstanceCard
        {
            Subnet = subnet,
            DeviceIndex = index,
            Make = Request,
            AddressesEach = first.Ipv4.Count,
            HasFixedAddress = input.Has("PrivateIpAddress") || input.Has("PrivateIpAddresses"),
            DeleteOnTermination = input.Flag("DeleteOnTermination") ?? true,
            PublicAddress = index == 0 && (input.Flag("AssociatePublicIpAddress") ?? subnet.MapPublicIpOnLaunch),
        };
    }

    public void AttachTo(Ec2Call call, Instance instance, SortedDictionary<string, string> tags)
    {
        var eni = Existing ?? InterfaceMaker.Own(call, Make!());
        if (Existing is null)
        {
            eni.SetTags(tags);
        }

        if (PublicAddress)
        {
            Associations.Map(call, eni, "amazon");
        }

        instance.Attach(call, eni, DeviceIndex, DeleteOnTermination);
    }

    private static Subnet Subnets(Ec2Call call, Ec2Input input)
    {
        if (input.Text("SubnetId") is { } id)
        {
            return call.Region.Subnets.Get(id);
        }

        return call.Region.Subnets.Rows.FirstOrDefault(subnet => subnet.DefaultForAz) ?? throw new AwsErrorException(
            "MissingInput", "No subnets found for the default VPC. Please specify a subnet.");
    }
}
