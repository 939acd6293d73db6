using System.Globalization;

namespace AwsHardening.Sandbox.Ec2.Snapshots;

/// <summary>
/// The Region that a snapshot is being loaded into. What a line names and no line describes, as its list could not be read or
/// it belongs to another account, stands as an empty stranger that no list shows.
/// </summary>
internal sealed class LoadScene(Ec2Region region)
{
    private readonly Dictionary<string, Ec2Resource> _strangers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _cards = new(StringComparer.Ordinal);

    private readonly Dictionary<string, (NetworkAcl Acl, string AssociationId)> _acls = new(StringComparer.Ordinal);

    public Ec2Region Region { get; } = region;

    public Vpc Vpc(string? id) => Find(Region.Vpcs, id, name => new Vpc(name, Region)
    {
        DhcpOptionsId = "",
        MainRouteTable = new RouteTable(""),
        Status = "available",
    });

    public Subnet Subnet(string? id, string? vpcId, Zone? zone) => Find(
        Region.Subnets, id, name => new Subnet(name, Vpc(vpcId), new Cidr(false, 0, 0), zone ?? new Zone(Region.Name, "", ""))
        {
            Acl = Acl("", Vpc(vpcId)),
            AclAssociationId = "",
        });

    public NetworkAcl Acl(string id, Vpc vpc) => Find(Region.NetworkAcls, id, name => new NetworkAcl(name, vpc, isDefault: true));

    /// <summary>Remembers which ACL subnets have that come later.</summary>
    public void AclOfSubnet(IEnumerable<(string SubnetId, NetworkAcl Acl, string AssociationId)> associations)
    {
        foreach (var (subnet, acl, association) in associations)
        {
            _acls[subnet] = (acl, association);
        }
    }

    public (NetworkAcl Acl, string AssociationId) AclOf(string subnetId, Vpc vpc) =>
        _acls.TryGetValue(subnetId, out var known) ? known : (Acl("", vpc), "");

    public SecurityGroup Group(string id, Vpc vpc) =>
        Find(Region.SecurityGroups, id, name => new SecurityGroup(name, "", "", vpc));

    public NetworkInterface Interface(string? id, Subnet subnet)
    {
        var eni = Find(Region.NetworkInterfaces, id, name => new NetworkInterface(name, subnet, "interface", "") { MacAddress = "" });
        if (eni.Addresses.Count == 0)
        {
            eni.Addresses.Add(new PrivateAddress("", primary: true));
        }

        return eni;
    }

    /// <summary>Remembers the order in which an instance shows its interfaces.</summary>
    public void SetCards(string instanceId, List<string> interfaces) => _cards[instanceId] = interfaces;

    public void OrderCards()
    {
        foreach (var instance in Region.Instances.Rows.Where(instance => instance.Interfaces.Count > 1))
        {
            var order = _cards[instance.Id];
            instance.Interfaces.Sort((a, b) => order.IndexOf(a.Id).CompareTo(order.IndexOf(b.Id)));
        }
    }

    public static Zone Zone(Ec2Region region, Ec2Input data) => new(
        region.Name, data.Text("AvailabilityZone") ?? "", data.Text("AvailabilityZoneId")
            ?? region.Zones.FirstOrDefault(zone => zone.Name == data.Text("AvailabilityZone"))?.Id ?? "");

    public static DateTimeOffset Time(string? text) => text is null
        ? DateTimeOffset.UnixEpoch
        : DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    public static Cidr Range(string text) => Cidr.Parse(text, text.Contains(':', StringComparison.Ordinal))
        ?? throw new FormatException($"'{text}' is no range of addresses");

    public static void SetTags(Ec2Resource resource, Ec2Input data, string member = "Tags") =>
        resource.SetTags(data.Items(member).Select(tag => KeyValuePair.Create(tag.Required("Key"), tag.Text("Value") ?? "")));

    private T Find<T>(Ec2Table<T> table, string? id, Func<string, T> stranger)
        where T : Ec2Resource
    {
        if (table.Find(id ??= "") is { } row)
        {
            return row;
        }

        var key = $"{table.Kind.Prefix} {id}";
        if (!_strangers.TryGetValue(key, out var known))
        {
            _strangers.Add(key, known = stranger(id));
        }

        return (T)known;
    }
}
