using System.Text.RegularExpressions;

namespace AwsHardening.Sandbox.Ec2;

/// <summary>What AWS calls a kind of resource: its id prefix, its tag type, and the errors for an id that is wrong.</summary>
internal sealed partial record ResourceKind(string Prefix, string TagType, string Noun, string NotFoundCode, string MalformedCode)
{
    public static readonly ResourceKind Vpc = new("vpc", "vpc", "vpc ID", "InvalidVpcID.NotFound", "InvalidVpcID.Malformed");
    public static readonly ResourceKind Subnet =
        new("subnet", "subnet", "subnet ID", "InvalidSubnetID.NotFound", "InvalidSubnetID.Malformed");
    public static readonly ResourceKind SecurityGroup =
        new("sg", "security-group", "security group", "InvalidGroup.NotFound", "InvalidGroupId.Malformed");
    public static readonly ResourceKind SecurityGroupRule = new(
        "sgr", "security-group-rule", "security group rule ID",
        "InvalidSecurityGroupRuleId.NotFound", "InvalidSecurityGroupRuleId.Malformed");
    public static readonly ResourceKind RouteTable =
        new("rtb", "route-table", "routeTable ID", "InvalidRouteTableID.NotFound", "InvalidRouteTableId.Malformed");
    public static readonly ResourceKind NetworkAcl =
        new("acl", "network-acl", "networkAcl ID", "InvalidNetworkAclID.NotFound", "InvalidNetworkAclID.Malformed");
    public static readonly ResourceKind InternetGateway = new(
        "igw", "internet-gateway", "internetGateway ID", "InvalidInternetGatewayID.NotFound", "InvalidInternetGatewayId.Malformed");
    public static readonly ResourceKind EgressOnlyInternetGateway = new(
        "eigw", "egress-only-internet-gateway", "eigw ID", "InvalidGatewayID.NotFound", "InvalidGatewayID.Malformed");
    public static readonly ResourceKind NatGateway =
        new("nat", "natgateway", "NAT gateway", "NatGatewayNotFound", "NatGatewayMalformed");
    public static readonly ResourceKind Address = new(
        "eipalloc", "elastic-ip", "allocation ID", "InvalidAllocationID.NotFound", "InvalidAllocationID.Malformed");
    public static readonly ResourceKind VpnGateway =
        new("vgw", "vpn-gateway", "vpnGateway ID", "InvalidVpnGatewayID.NotFound", "InvalidVpnGatewayID.Malformed");
    public static readonly ResourceKind PeeringConnection = new(
        "pcx", "vpc-peering-connection", "vpcPeeringConnection ID",
        "InvalidVpcPeeringConnectionID.NotFound", "InvalidVpcPeeringConnectionId.Malformed");
    public static readonly ResourceKind VpcEndpoint =
        new("vpce", "vpc-endpoint", "Vpc Endpoint Id", "InvalidVpcEndpointId.NotFound", "InvalidVpcEndpointId.Malformed");
    public static readonly ResourceKind PrefixList =
        new("pl", "prefix-list", "prefix list ID", "InvalidPrefixListID.NotFound", "InvalidPrefixListId.Malformed");
    public static readonly ResourceKind NetworkInterface = new(
        "eni", "network-interface", "networkInterface ID",
        "InvalidNetworkInterfaceID.NotFound", "InvalidNetworkInterfaceId.Malformed");
    public static readonly ResourceKind Instance =
        new("i", "instance", "instance ID", "InvalidInstanceID.NotFound", "InvalidInstanceID.Malformed");
    public static readonly ResourceKind Volume = new("vol", "volume", "volume", "InvalidVolume.NotFound", "InvalidVolumeID.Malformed");
    public static readonly ResourceKind VolumeSnapshot =
        new("snap", "snapshot", "snapshot", "InvalidSnapshot.NotFound", "InvalidSnapshotID.Malformed");
    public static readonly ResourceKind Image = new("ami", "image", "image id", "InvalidAMIID.NotFound", "InvalidAMIID.Malformed");
    public static readonly ResourceKind KeyPair =
        new("key", "key-pair", "key pair", "InvalidKeyPair.NotFound", "InvalidKeyPairId.Malformed");
    public static readonly ResourceKind ProfileAssociation = new(
        "iip-assoc", "iam-instance-profile-association", "association ID", "InvalidAssociationID.NotFound", "InvalidAssociationID.Malformed");
    public static readonly ResourceKind InstanceConnectEndpoint = new(
        "eice", "instance-connect-endpoint", "instance connect endpoint ID",
        "InvalidInstanceConnectEndpointId.NotFound", "InvalidInstanceConnectEndpointId.Malformed");

    public AwsErrorException NotFound(params IReadOnlyCollection<string> ids) => ids.Count == 1
        ? new(NotFoundCode, $"The {Noun} '{ids.First()}' does not exist")
        : new(NotFoundCode, $"The {Noun}s '{string.Join(", ", ids)}' do not exist");

    /// <summary>Refuses what is no id of this kind: the prefix and 8 or 17 hexadecimal digits.</summary>
    public void Check(string id)
    {
        if (!id.StartsWith(Prefix + "-", StringComparison.Ordinal) || !Digits().IsMatch(id.AsSpan(Prefix.Length + 1)))
        {
            throw new AwsErrorException(MalformedCode, $"Invalid id: \"{id}\" (expecting \"{Prefix}-...\")");
        }
    }

    [GeneratedRegex("^[0-9a-f]{8}([0-9a-f]{9})?$")]
    private static partial Regex Digits();
}
