namespace AwsHardening.Sandbox.Ec2.Snapshots;

/// <summary>Instances, network interfaces, addresses and key pairs out of a snapshot.</summary>
internal static class InterfaceLoader
{
    private static readonly InstanceStatus[] s_statuses =
    [
        InstanceStatus.Pending, InstanceStatus.Running, InstanceStatus.ShuttingDown, InstanceStatus.Terminated, InstanceStatus.Stopping,
        InstanceStatus.Stopped,
    ];

    public static void AddKeyPair(LoadScene scene, Ec2Input data)
    {
        var key = scene.Region.KeyPairs.Add(new KeyPair(
            data.Required("KeyPairId"), data.Text("KeyName") ?? "", data.Text("KeyType") ?? "rsa", LoadScene.Time(data.Text("CreateTime")))
        {
            Fingerprint = data.Text("KeyFingerprint") ?? "",
        });
        LoadScene.SetTags(key, data);
    }

    public static void AddInstance(LoadScene scene, Ec2Input data, Ec2Input? reservation)
    {
        var placement = data.Item("Placement");
        var zone = placement is null ? null : LoadScene.Zone(scene.Region, placement);
        var instance = scene.Region.Instances.Add(new Instance(
            data.Required("InstanceId"), new Reservation(reservation?.Text("ReservationId") ?? "", reservation?.Text("OwnerId") ?? ""),
            scene.Subnet(data.Text("SubnetId"), data.Text("VpcId"), zone), LoadScene.Time(data.Text("LaunchTime")))
        {
            ImageId = data.Text("ImageId") ?? "",
            InstanceType = data.Text("InstanceType") ?? "",
            KeyName = data.Text("KeyName"),
            Profile = data.Item("IamInstanceProfile") is { } profile
                ? new InstanceProfile(profile.Text("Arn") ?? "", profile.Text("Id") ?? "")
                : null,
            LaunchIndex = data.Number("AmiLaunchIndex") ?? 0,
            ClientToken = data.Text("ClientToken"),
            HttpTokens = data.Item("MetadataOptions")?.Text("HttpTokens") ?? "optional",
            HttpEndpoint = data.Item("MetadataOptions")?.Text("HttpEndpoint") ?? "enabled",
            HttpPutResponseHopLimit = data.Item("MetadataOptions")?.Number("HttpPutResponseHopLimit") ?? 1,
            Status = Array.Find(s_statuses, status => status.Name == data.Item("State")?.Text("Name")) ?? InstanceStatus.Running,
            StateTransitionReason = data.Text("StateTransitionReason") ?? "",
        });
        scene.SetCards(instance.Id, data.Items("NetworkInterfaces").ConvertAll(eni => eni.Text("NetworkInterfaceId") ?? ""));
        LoadScene.SetTags(instance, data);
    }

    public static void AddInterface(LoadScene scene, Ec2Input data)
    {
        var subnet = scene.Subnet(data.Text("SubnetId"), data.Text("VpcId"), LoadScene.Zone(scene.Region, data));
        var eni = scene.Region.NetworkInterfaces.Add(new NetworkInterface(
            data.Required("NetworkInterfaceId"), subnet, data.Text("InterfaceType") ?? "interface", data.Text("OwnerId") ?? "")
        {
            Description = data.Text("Description") ?? "",
            MacAddress = data.Text("MacAddress") ?? "",
            RequesterId = data.Text("RequesterId"),
            RequesterManaged = data.Flag("RequesterManaged") is true,
            SourceDestCheck = data.Flag("SourceDestCheck") is not false,
        });
        AddAddresses(scene, data, eni);
        eni.SetGroups([.. data.Items("Groups").Select(group => scene.Group(group.Required("GroupId"), subnet.Vpc))]);
        eni.Attachment = data.Item("Attachment") is { } attachment ? Attachment(scene, attachment, eni) : null;
        LoadScene.SetTags(eni, data, "TagSet");
    }

    public static void AddAddress(LoadScene scene, Ec2Input data)
    {
        var address = scene.Region.Addresses.Add(new ElasticAddress(
            data.Required("AllocationId"), data.Text("PublicIp") ?? "", data.Text("NetworkBorderGroup") ?? scene.Region.Name));
        scene.Region.State.PublicAddresses.Reserve(address.PublicIp);
        if (data.Text("NetworkInterfaceId") is { } id && scene.Region.NetworkInterfaces.Find(id) is { } eni)
        {
            address.Interface = eni;
            address.Private = eni.Addresses.Find(one => one.Ip == data.Text("PrivateIpAddress"));
        }

        LoadScene.SetTags(address, data);
    }

    private static void AddAddresses(LoadScene scene, Ec2Input data, NetworkInterface eni)
    {
        foreach (var one in data.Items("PrivateIpAddresses"))
        {
            var address = new PrivateAddress(one.Required("PrivateIpAddress"), one.Flag("Primary") is true);
            if (one.Item("Association") is { } association && association.Text("PublicIp") is { } ip)
            {
                address.Association = new PublicAssociation(ip, association.Text("IpOwnerId") ?? "")
                {
                    AllocationId = association.Text("AllocationId"),
                    AssociationId = association.Text("AssociationId"),
                };
                scene.Region.State.PublicAddresses.Reserve(ip);
            }

            eni.Addresses.Add(address);
            eni.Subnet.Addresses.Take(Cidr.ParseAddress(address.Ip, ipv6: false) ?? throw new FormatException($"'{address.Ip}' is no address"));
        }

        if (eni.Addresses.Count == 0)
        {
            // Of IPv6 alone.
            eni.Addresses.Add(new PrivateAddress("", primary: true));
        }

        foreach (var text in data.Items("Ipv6Addresses").Select(one => one.Required("Ipv6Address")))
        {
            eni.Ipv6Addresses.Add(text);
            eni.Subnet.Ipv6Addresses?.Take(Cidr.ParseAddress(text, ipv6: true) ?? throw new FormatException($"'{text}' is no address"));
        }
    }

    private static InterfaceAttachment Attachment(LoadScene scene, Ec2Input data, NetworkInterface eni)
    {
        var instance = data.Text("InstanceId") is { } id ? scene.Region.Instances.Find(id) : null;
        instance?.Interfaces.Add(eni);
        return new InterfaceAttachment(
            data.Text("AttachmentId") ?? "", data.Text("InstanceOwnerId") ?? "", data.Number("DeviceIndex") ?? 0,
            LoadScene.Time(data.Text("AttachTime")))
        {
            Instance = instance,
            DeleteOnTermination = data.Flag("DeleteOnTermination") is true,
            Status = data.Text("Status") ?? "attached",
        };
    }
}
