using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Ec2;

/// <summary>The resources of one Region.</summary>
internal sealed class Ec2Region
{
    private readonly Dictionary<string, IEc2Table> _tables = new(StringComparer.Ordinal);

    public Ec2Region(string name, Ec2State state)
    {
        Name = name;
        Partition = AwsPartition.OfRegion(name);
        State = state;
        ZoneShapes.AddRange(Zone.Of(name).Select(zone => zone.Shape()));
        Vpcs = Table<Vpc>(ResourceKind.Vpc);
        Subnets = Table<Subnet>(ResourceKind.Subnet);
        RouteTables = Table<RouteTable>(ResourceKind.RouteTable);
        NetworkAcls = Table<NetworkAcl>(ResourceKind.NetworkAcl);
        SecurityGroups = Table<SecurityGroup>(ResourceKind.SecurityGroup);
        Rules = Table<SecurityGroupRule>(ResourceKind.SecurityGroupRule);
        InternetGateways = Table<InternetGateway>(ResourceKind.InternetGateway);
        EgressOnlyInternetGateways = Table<EgressOnlyInternetGateway>(ResourceKind.EgressOnlyInternetGateway);
        NatGateways = Table<NatGateway>(ResourceKind.NatGateway);
        Addresses = Table<ElasticAddress>(ResourceKind.Address);
        VpnGateways = Table<VpnGateway>(ResourceKind.VpnGateway);
        PeeringConnections = Table<PeeringConnection>(ResourceKind.PeeringConnection);
        VpcEndpoints = Table<VpcEndpoint>(ResourceKind.VpcEndpoint);
        PrefixLists = Table<PrefixList>(ResourceKind.PrefixList);
        NetworkInterfaces = Table<NetworkInterface>(ResourceKind.NetworkInterface);
        Instances = Table<Instance>(ResourceKind.Instance);
        ProfileAssociations = Table<ProfileAssociation>(ResourceKind.ProfileAssociation);
        KeyPairs = Table<KeyPair>(ResourceKind.KeyPair);
        Volumes = Table<Volume>(ResourceKind.Volume);
        VolumeSnapshots = Table<VolumeSnapshot>(ResourceKind.VolumeSnapshot);
        Images = Table<MachineImage>(ResourceKind.Image);
        InstanceConnectEndpoints = Table<InstanceConnectEndpoint>(ResourceKind.InstanceConnectEndpoint);
    }

    public string Name { get; }

    public Ec2State State { get; }

    /// <summary>The DHCP options set that every VPC of the Region uses; made with the first VPC.</summary>
    public string? DhcpOptionsId { get; set; }

    /// <summary>Flow logs as DescribeFlowLogs answers them.</summary>
    public List<JsonObject> FlowLogs { get; } = [];

    /// <summary>Whether new volumes are encrypted unless somebody says otherwise.</summary>
    public bool EncryptsVolumes { get; set; }

    /// <summary>The Availability Zones as DescribeAvailabilityZones answers them. Which name stands for which id differs by account.</summary>
    public List<JsonObject> ZoneShapes { get; } = [];

    public IEnumerable<Zone> Zones => ZoneShapes.Select(zone => new Zone(Name, (string)zone["ZoneName"]!, (string?)zone["ZoneId"] ?? ""));

    public Ec2Table<Vpc> Vpcs { get; }

    public Ec2Table<Subnet> Subnets { get; }

    public Ec2Table<RouteTable> RouteTables { get; }

    public Ec2Table<NetworkAcl> NetworkAcls { get; }

    public Ec2Table<SecurityGroup> SecurityGroups { get; }

    public Ec2Table<SecurityGroupRule> Rules { get; }

    public Ec2Table<InternetGateway> InternetGateways { get; }

    public Ec2Table<EgressOnlyInternetGateway> EgressOnlyInternetGateways { get; }

    public Ec2Table<NatGateway> NatGateways { get; }

    public Ec2Table<ElasticAddress> Addresses { get; }

    public Ec2Table<VpnGateway> VpnGateways { get; }

    public Ec2Table<PeeringConnection> PeeringConnections { get; }

    public Ec2Table<VpcEndpoint> VpcEndpoints { get; }

    public Ec2Table<PrefixList> PrefixLists { get; }

    public Ec2Table<NetworkInterface> NetworkInterfaces { get; }

    public Ec2Table<Instance> Instances { get; }

    public Ec2Table<ProfileAssociation> ProfileAssociations { get; }

    public Ec2Table<KeyPair> KeyPairs { get; }

    public Ec2Table<Volume> Volumes { get; }

    public Ec2Table<VolumeSnapshot> VolumeSnapshots { get; }

    public Ec2Table<MachineImage> Images { get; }

    public Ec2Table<InstanceConnectEndpoint> InstanceConnectEndpoints { get; }

    /// <summary>The rules that name a group as source or destination, by that group's id; it may be gone.</summary>
    public Dictionary<string, HashSet<SecurityGroupRule>> References { get; } = new(StringComparer.Ordinal);

    public IReadOnlyCollection<IEc2Table> Tables => _tables.Values;

    public Vpc? DefaultVpc => Vpcs.Rows.FirstOrDefault(vpc => vpc.IsDefault);

    public AwsPartition Partition { get; }

    public string Arn(string type, string id) => $"arn:{Partition.Name}:ec2:{Name}:{State.Options.AccountId}:{type}/{id}";

    /// <summary>The table that holds the kind of an id, or null where no kind has the prefix.</summary>
    public IEc2Table? TableOf(string id)
    {
        var hyphen = id.LastIndexOf('-');
        return hyphen < 0 ? null : _tables.GetValueOrDefault(id[..hyphen]);
    }

    private Ec2Table<T> Table<T>(ResourceKind kind)
        where T : Ec2Resource
    {
        var table = new Ec2Table<T>(kind, State.Sequence);
        _tables.Add(kind.Prefix, table);
        return table;
    }
}
