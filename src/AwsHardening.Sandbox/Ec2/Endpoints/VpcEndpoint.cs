using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Ec2;

/// <summary>A VPC endpoint, of type Gateway or Interface.</summary>
internal sealed class VpcEndpoint(string id, string type, Vpc vpc, string serviceName, DateTimeOffset created)
    : Ec2Resource(ResourceKind.VpcEndpoint, id)
{
    public const string OpenPolicy =
        """{"Statement":[{"Action":"*","Effect":"Allow","Principal":"*","Resource":"*"}],"Version":"2008-10-17"}""";

    public string Type { get; } = type;

    public Vpc Vpc { get; } = vpc;

    public string ServiceName { get; } = serviceName;

    public string Status { get; set; } = "pending";

    public string Policy { get; set; } = OpenPolicy;

    public bool PrivateDnsEnabled { get; set; }

    /// <summary>Of a gateway endpoint: the tables that lead to the service's prefix list.</summary>
    public List<RouteTable> RouteTables { get; } = [];

    /// <summary>Of an interface endpoint: one in each subnet.</summary>
    public List<NetworkInterface> Interfaces { get; } = [];

    public IReadOnlyList<SecurityGroup> Groups { get; set; } = [];

    public string Region => Vpc.Region.Name;

    /// <summary>com.amazonaws.us-east-1.ssm is ssm.us-east-1.amazonaws.com.</summary>
    public string ServiceHost => $"{ServiceName[(ServiceName.LastIndexOf('.') + 1)..]}.{Region}.{Vpc.Region.Partition.DnsSuffix}";

    public JsonObject Shape() => Json.Of(
        ("VpcEndpointId", Id),
        ("VpcEndpointType", Type),
        ("VpcId", Vpc.Id),
        ("ServiceName", ServiceName),
        ("State", Status),
        ("PolicyDocument", Policy),
        ("RouteTableIds", Json.Texts(RouteTables.Select(table => table.Id))),
        ("SubnetIds", Json.Texts(Interfaces.Select(eni => eni.Subnet.Id))),
        ("Groups", GroupIdentifiers.Shape(Groups)),
        ("IpAddressType", "ipv4"),
        ("PrivateDnsEnabled", PrivateDnsEnabled),
        ("RequesterManaged", false),
        ("NetworkInterfaceIds", Json.Texts(Interfaces.Select(eni => eni.Id))),
        ("DnsEntries", Json.List(DnsNames().Select(name => Json.Of(("DnsName", name), ("HostedZoneId", "Z7HUB22UULQXV"))))),
        ("CreationTimestamp", Json.Time(created)),
        ("OwnerId", Vpc.Region.State.Options.AccountId),
        ("Tags", TagList()));

    private IEnumerable<string> DnsNames()
    {
        if (Type != "Interface")
        {
            return [];
        }

        var (label, host) = ($"{Id}-{Id[^8..]}", $"{ServiceHost[..ServiceHost.IndexOf('.', StringComparison.Ordinal)]}.{Region}");
        return
        [
            $"{label}.{host}.vpce.amazonaws.com",
            .. Interfaces.Select(eni => $"{label}-{eni.Subnet.Zone.Name}.{host}.vpce.amazonaws.com"),
            .. PrivateDnsEnabled ? new[] { ServiceHost } : [],
        ];
    }
}
