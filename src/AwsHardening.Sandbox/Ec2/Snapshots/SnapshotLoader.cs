using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Snapshots;

namespace AwsHardening.Sandbox.Ec2.Snapshots;

/// <summary>
/// Puts a snapshot's resources into the state of a new account as they are, past the operations that would have made them: so
/// ids stay, and what no operation of today would allow can still be there.
/// </summary>
internal sealed class SnapshotLoader : ISnapshotLoader
{
    private static readonly Dictionary<string, Action<LoadScene, Ec2Input, SnapshotRecord>> s_loaders = new(StringComparer.Ordinal)
    {
        [SnapshotTypes.Zone.Name] = (scene, _, record) => scene.Region.ZoneShapes.Add((JsonObject)record.Data!.DeepClone()),
        [SnapshotTypes.Vpc.Name] = (scene, data, _) => VpcLoader.AddVpc(scene, data),
        [SnapshotTypes.VpcAttribute.Name] = (scene, data, _) => VpcLoader.AddAttributes(scene, data),
        [SnapshotTypes.NetworkAcl.Name] = (scene, data, _) => VpcLoader.AddAcl(scene, data),
        [SnapshotTypes.Subnet.Name] = (scene, data, _) => VpcLoader.AddSubnet(scene, data),
        [SnapshotTypes.RouteTable.Name] = (scene, data, _) => VpcLoader.AddRouteTable(scene, data),
        [SnapshotTypes.InternetGateway.Name] = (scene, data, _) => GatewayLoader.AddInternetGateway(scene, data),
        [SnapshotTypes.EgressOnlyInternetGateway.Name] = (scene, data, _) => GatewayLoader.AddEgressOnly(scene, data),
        [SnapshotTypes.VpnGateway.Name] = (scene, data, _) => GatewayLoader.AddVpnGateway(scene, data),
        [SnapshotTypes.PeeringConnection.Name] = (scene, data, _) => GatewayLoader.AddPeering(scene, data),
        [SnapshotTypes.PrefixList.Name] = (scene, data, _) => GatewayLoader.AddPrefixList(scene, data),
        [SnapshotTypes.PrefixListEntries.Name] = (scene, data, _) => GatewayLoader.AddEntries(scene, data),
        [SnapshotTypes.SecurityGroup.Name] = (scene, data, _) => GroupLoader.AddGroup(scene, data),
        [SnapshotTypes.SecurityGroupRule.Name] = (scene, data, _) => GroupLoader.AddRule(scene, data),
        [SnapshotTypes.KeyPair.Name] = (scene, data, _) => InterfaceLoader.AddKeyPair(scene, data),
        [SnapshotTypes.Instance.Name] = (scene, data, record) =>
            InterfaceLoader.AddInstance(scene, data, record.Reservation is { } reservation ? new Ec2Input(reservation) : null),
        [SnapshotTypes.NetworkInterface.Name] = (scene, data, _) => InterfaceLoader.AddInterface(scene, data),
        [SnapshotTypes.Address.Name] = (scene, data, _) => InterfaceLoader.AddAddress(scene, data),
        [SnapshotTypes.NatGateway.Name] = (scene, data, _) => EndpointLoader.AddNatGateway(scene, data),
        [SnapshotTypes.VpcEndpoint.Name] = (scene, data, _) => EndpointLoader.AddVpcEndpoint(scene, data),
        [SnapshotTypes.FlowLog.Name] = (scene, _, record) => scene.Region.FlowLogs.Add((JsonObject)record.Data!.DeepClone()),
        [SnapshotTypes.EbsEncryption.Name] = (scene, data, _) => scene.Region.EncryptsVolumes = data.Flag("EbsEncryptionByDefault") is true,
        [SnapshotTypes.InstanceConnectEndpoint.Name] = (scene, data, _) => EndpointLoader.AddInstanceConnectEndpoint(scene, data),
    };

    private readonly LoadScene _scene;
    private readonly SnapshotCopy _copy;

    public SnapshotLoader(Ec2Service service, string region)
    {
        _scene = new LoadScene(service.State.Region(region));
        _copy = new SnapshotCopy(region);
        service.State.Copy = _copy;
        foreach (var operation in new[] { "DescribeVolumes", "DescribeSnapshots", "DescribeSnapshotAttribute", "DescribeImages", "DescribeInstanceAttribute" })
        {
            _copy.AddUnread(operation, null, "The snapshot does not say what the account stores, nor what its instances were told.");
        }

        // A new Region has AWS's own: the snapshot says which the account saw.
        _scene.Region.ZoneShapes.Clear();
        foreach (var list in _scene.Region.PrefixLists.Rows.ToList())
        {
            _scene.Region.PrefixLists.Remove(list);
        }
    }

    public string Service => "ec2";

    public void Load(SnapshotRecord record) => Guard(record, () =>
    {
        if (record.Unread is not null)
        {
            _copy.AddUnread(record);
        }
        else if (record.Data is not null && s_loaders.TryGetValue(record.Type, out var load))
        {
            load(_scene, new Ec2Input(record.Data), record);
        }
    });

    public void Link() => _scene.OrderCards();

    // What each resource shows otherwise than it would here.
    public void Compare(SnapshotRecord record) => Guard(record, () =>
    {
        // The attributes of a VPC and the entries of a list have their resource's id, and are no resources.
        if (record.Data is not null && record.Type != SnapshotTypes.VpcAttribute.Name && record.Type != SnapshotTypes.PrefixListEntries.Name
            && _scene.Region.TableOf(record.Id)?.FindResource(record.Id) is { } resource && Live(resource) is { } live)
        {
            resource.Overlay = SnapshotOverlay.Between(live, record.Data);
        }
    });

    private static void Guard(SnapshotRecord record, Action work)
    {
        try
        {
            work();
        }
        catch (Exception e) when (e is AwsErrorException or FormatException or ArgumentException or InvalidOperationException or InvalidCastException)
        {
            throw new SnapshotException(SnapshotFault.Damaged, $"{record.Type} {record.Id} cannot be understood: {e.Message}", e);
        }
    }

    private static JsonObject? Live(Ec2Resource resource) => resource switch
    {
        Vpc vpc => vpc.Shape(),
        NetworkAcl acl => acl.Shape(),
        Subnet subnet => subnet.Shape(),
        RouteTable table => table.Shape(),
        InternetGateway gateway => gateway.Shape(),
        EgressOnlyInternetGateway gateway => gateway.Shape(),
        VpnGateway gateway => gateway.Shape(),
        PeeringConnection peering => peering.Shape(),
        PrefixList list => list.Shape(),
        SecurityGroup group => group.Shape(),
        SecurityGroupRule rule => rule.Shape(),
        KeyPair key => key.Shape(),
        Instance instance => instance.Shape(),
        NetworkInterface eni => eni.Shape(),
        ElasticAddress address => address.Shape(),
        NatGateway gateway => gateway.Shape(),
        VpcEndpoint endpoint => endpoint.Shape(),
        InstanceConnectEndpoint endpoint => endpoint.Shape(),
        _ => null,
    };
}
