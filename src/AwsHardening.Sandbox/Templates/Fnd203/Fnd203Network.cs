using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;

namespace AwsHardening.Sandbox.Templates;

/// <summary>The VPCs of FND203, their subnets, gateways, peering connections and routes.</summary>
internal sealed class Fnd203Network
{
    private const string Anywhere = "0.0.0.0/0";
    private const string WebAppRange = "10.0.0.0/16";
    private const string ServicesRange = "10.1.0.0/16";
    private const string OnPremisesRange = "192.168.0.0/16";

    private readonly StackBuilder _stack;

    public Fnd203Network(StackBuilder stack)
    {
        _stack = stack;
        WebAppVpc = Vpc("Web Application VPC", "WebAppVPC", WebAppRange);
        ServicesVpc = Vpc("Services VPC", "ServicesVPC", ServicesRange);
        PocVpc = Vpc("Proof of Concept VPC", "PoCVPC", "10.250.0.0/16");

        WebAppPublic = Subnets(WebAppVpc, "Web App Public Subnet", "WebAppPublicSubnet", "10.0.0.0/24", "10.0.128.0/24", mapsPublic: true);
        WebAppWeb = Subnets(WebAppVpc, "Web App Web Subnet", "WebAppWebSubnet", "10.0.1.0/24", "10.0.129.0/24", mapsPublic: true);
        WebAppDb = Subnets(WebAppVpc, "Web App DB Subnet", "WebAppDBSubnet", "10.0.2.0/24", "10.0.130.0/24", mapsPublic: false);
        Services = Subnets(ServicesVpc, "Services Subnet", "ServicesSubnet", "10.1.0.0/24", "10.1.128.0/24", mapsPublic: false);
        PocPublic = Subnets(
            PocVpc, "Proof of Concept Public Subnet", "PoCPublicSubnet", "10.250.0.0/24", "10.250.128.0/24", mapsPublic: true);
        var pocPrivate = Subnets(
            PocVpc, "Proof of Concept Private Subnet", "PoCPrivateSubnet", "10.250.1.0/24", "10.250.129.0/24", mapsPublic: false);

        var webAppGateway = InternetGateway("Web App VPC Internet Gateway", "WebAppVPCInternetGateway", WebAppVpc);
        var pocGateway = InternetGateway("Proof of Concept VPC Internet Gateway", "PoCVPCInternetGateway", PocVpc);
        var vpnGateway = stack.Make("CreateVpnGateway", "VpnGateway.VpnGatewayId", "Mock VPN Gateway", "MockVPNGateway", ("Type", "ipsec.1"));
        stack.Call("AttachVpnGateway", ("VpnGatewayId", vpnGateway), ("VpcId", ServicesVpc));
        var webAppPeer = Peering("WebApp2ServicesPeer", WebAppVpc);
        var pocPeer = Peering("PoC2ServicesPeer", PocVpc);
        var nat = NatGateway();

        Table("Web App Public Route Table", "WebAppPublicRT", WebAppVpc, WebAppPublic,
            (Anywhere, "GatewayId", webAppGateway), (ServicesRange, "VpcPeeringConnectionId", webAppPeer));
        Table("Web App Private Route Table", "WebAppPrivateRT", WebAppVpc, [.. WebAppWeb, .. WebAppDb],
            (Anywhere, "NatGatewayId", nat), (ServicesRange, "VpcPeeringConnectionId", webAppPeer));
        // The services have no way to the proof of concept, though it has one to them.
        ServicesTable = Table("Services Private Route Table", "ServicesPrivateRT", ServicesVpc, Services,
            (OnPremisesRange, "GatewayId", vpnGateway), (WebAppRange, "VpcPeeringConnectionId", webAppPeer));
        Table("Proof of Concept Public Route Table", "PoCPublicRT", PocVpc, PocPublic,
            (Anywhere, "GatewayId", pocGateway), (ServicesRange, "VpcPeeringConnectionId", pocPeer));
        Table("Proof of Concept Private Route Table", "PoCPrivateRT", PocVpc, pocPrivate,
            (ServicesRange, "VpcPeeringConnectionId", pocPeer));
    }

    public string WebAppVpc { get; }

    public string ServicesVpc { get; }

    public string PocVpc { get; }

    /// <summary>Subnets in the first and in the second Availability Zone; so are the next four.</summary>
    public string[] WebAppPublic { get; }

    public string[] WebAppWeb { get; }

    public string[] WebAppDb { get; }

    public string[] Services { get; }

    public string[] PocPublic { get; }

    public string ServicesTable { get; }

    private string Vpc(string name, string logicalId, string range)
    {
        var id = _stack.Make("CreateVpc", "Vpc.VpcId", name, logicalId, ("CidrBlock", range));
        _stack.Call("ModifyVpcAttribute", ("VpcId", id), ("EnableDnsSupport", Json.Of(("Value", true))));
        _stack.Call("ModifyVpcAttribute", ("VpcId", id), ("EnableDnsHostnames", Json.Of(("Value", true))));
        return id;
    }

    private string[] Subnets(string vpc, string name, string logicalId, string first, string second, bool mapsPublic) =>
    [
        Subnet(vpc, name, logicalId, 1, first, mapsPublic),
        Subnet(vpc, name, logicalId, 2, second, mapsPublic),
    ];

    private string Subnet(string vpc, string name, string logicalId, int zone, string range, bool mapsPublic)
    {
        var id = _stack.Make(
            "CreateSubnet", "Subnet.SubnetId", $"{name} in AZ{zone}", $"{logicalId}AZ{zone}",
            ("VpcId", vpc), ("CidrBlock", range), ("AvailabilityZone", Zone.Of(_stack.Region)[zone - 1].Name));
        if (mapsPublic)
        {
            _stack.Call("ModifySubnetAttribute", ("SubnetId", id), ("MapPublicIpOnLaunch", Json.Of(("Value", true))));
        }

        return id;
    }

    private string InternetGateway(string name, string logicalId, string vpc)
    {
        var id = _stack.Make("CreateInternetGateway", "InternetGateway.InternetGatewayId", name, logicalId);
        _stack.Call("AttachInternetGateway", ("InternetGatewayId", id), ("VpcId", vpc));
        return id;
    }

    private string Peering(string name, string accepter)
    {
        var id = _stack.Make(
            "CreateVpcPeeringConnection", "VpcPeeringConnection.VpcPeeringConnectionId", name, name,
            ("VpcId", ServicesVpc), ("PeerVpcId", accepter));
        _stack.Call("AcceptVpcPeeringConnection", ("VpcPeeringConnectionId", id));
        return id;
    }

    private string NatGateway()
    {
        var address = _stack.Make("AllocateAddress", "AllocationId", null, "WebAppNATEIP", ("Domain", "vpc"));
        return _stack.Make(
            "CreateNatGateway", "NatGateway.NatGatewayId", null, "WebAppNATGateway",
            ("SubnetId", WebAppPublic[0]), ("AllocationId", address));
    }

    private string Table(
        string name, string logicalId, string vpc, string[] subnets, params (string To, string Member, string Target)[] routes)
    {
        var id = _stack.Make("CreateRouteTable", "RouteTable.RouteTableId", name, logicalId, ("VpcId", vpc));
        foreach (var (to, member, target) in routes)
        {
            _stack.Call("CreateRoute", ("RouteTableId", id), ("DestinationCidrBlock", to), (member, (JsonNode)target));
        }

        foreach (var subnet in subnets)
        {
            _stack.Call("AssociateRouteTable", ("RouteTableId", id), ("SubnetId", subnet));
        }

        return id;
    }
}
