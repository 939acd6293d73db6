using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Ec2;

/// <summary>One launch request: its instances share a reservation.</summary>
internal sealed record Reservation(string Id, string OwnerId);

/// <summary>The Arn and id of the instance profile an instance was given.</summary>
internal sealed record InstanceProfile(string Arn, string Id);

/// <summary>An instance.</summary>
internal sealed class Instance(string id, Reservation reservation, Subnet subnet, DateTimeOffset launched)
    : Ec2Resource(ResourceKind.Instance, id)
{
    public Reservation Reservation { get; } = reservation;

    public Subnet Subnet { get; } = subnet;

    public DateTimeOffset Launched { get; } = launched;

    public required string ImageId { get; init; }

    public required string InstanceType { get; set; }

    public string? KeyName { get; init; }

    public InstanceProfile? Profile { get; set; }

    public int LaunchIndex { get; init; }

    public string? ClientToken { get; init; }

    public string HttpTokens { get; set; } = "optional";

    /// <summary>Whether the metadata service answers at all.</summary>
    public string HttpEndpoint { get; set; } = "enabled";

    public int HttpPutResponseHopLimit { get; set; } = 1;

    public bool DisableApiTermination { get; set; }

    /// <summary>What it was told when it was started, as base 64; no Describe operation but one shows it.</summary>
    public string? UserData { get; init; }

    public InstanceStatus Status { get; set; } = InstanceStatus.Pending;

    public string StateTransitionReason { get; set; } = "";

    public List<NetworkInterface> Interfaces { get; } = [];

    /// <summary>The interface at device index 0; AWS's error for an instance that is gone and has none.</summary>
    public NetworkInterface PrimaryInterface =>
        Interfaces.Find(eni => eni.Attachment!.DeviceIndex == 0) ?? throw WrongState();

    public NetworkInterface? Primary => Interfaces.Find(eni => eni.Attachment!.DeviceIndex == 0);

    public string? PublicDnsName => Primary?.Primary.Association is { } association && Subnet.Vpc.EnableDnsHostnames
        ? DnsNames.Public(association.PublicIp, Subnet.Vpc.Region.Name)
        : null;

    public AwsErrorException WrongState() => new(
        "IncorrectInstanceState", $"The instance '{Id}' is not in a state from which it can be modified: {Status.Name}");

    public void Attach(Ec2Call call, NetworkInterface eni, int deviceIndex, bool deleteOnTermination)
    {
        eni.Attachment = new InterfaceAttachment(call.NewId("eni-attach"), call.AccountId, deviceIndex, call.Now)
        {
            Instance = this,
            DeleteOnTermination = deleteOnTermination,
        };
        Interfaces.Add(eni);
    }

    public JsonObject MetadataOptions(string state) => Json.Of(
        ("State", state), ("HttpTokens", HttpTokens), ("HttpEndpoint", HttpEndpoint),
        ("HttpPutResponseHopLimit", HttpPutResponseHopLimit), ("HttpProtocolIpv6", "disabled"), ("InstanceMetadataTags", "disabled"));

    public JsonObject Shape() => Json.Of(
        ("InstanceId", Id),
        ("ImageId", ImageId),
        ("InstanceType", InstanceType),
        ("State", Status.Shape()),
        ("StateTransitionReason", StateTransitionReason),
        ("LaunchTime", Json.Time(Launched)),
        ("AmiLaunchIndex", LaunchIndex),
        ("ClientToken", ClientToken ?? ""),
        ("KeyName", KeyName),
        ("IamInstanceProfile", Profile is null ? null : Json.Of(("Arn", Profile.Arn), ("Id", Profile.Id))),
        ("Placement", Json.Of(
            ("AvailabilityZone", Subnet.Zone.Name), ("AvailabilityZoneId", Subnet.Zone.Id),
            ("GroupName", ""), ("Tenancy", Subnet.Vpc.InstanceTenancy))),
        ("Monitoring", Json.Of(("State", "disabled"))),
        ("Architecture", "x86_64"),
        ("Hypervisor", "xen"),
        ("VirtualizationType", "hvm"),
        ("RootDeviceName", "/dev/xvda"),
        ("RootDeviceType", "ebs"),
        ("BlockDeviceMappings", new JsonArray()),
        ("ProductCodes", new JsonArray()),
        ("EbsOptimized", false),
        ("EnaSupport", true),
        ("PlatformDetails", "Linux/UNIX"),
        ("SubnetId", Primary is null ? null : Subnet.Id),
        ("VpcId", Primary is null ? null : Subnet.Vpc.Id),
        ("PrivateIpAddress", Primary?.Primary.Ip),
        ("PrivateDnsName", Primary?.PrivateDnsName ?? ""),
        ("PublicIpAddress", Primary?.Primary.Association?.PublicIp),
        ("PublicDnsName", PublicDnsName ?? ""),
        ("SourceDestCheck", Primary?.SourceDestCheck),
        ("SecurityGroups", GroupIdentifiers.Shape(Primary?.Groups ?? [])),
        ("NetworkInterfaces", Json.List(Interfaces.Select(eni => eni.InstanceShape()))),
        ("MetadataOptions", MetadataOptions("applied")),
        ("Tags", TagList()));
}
