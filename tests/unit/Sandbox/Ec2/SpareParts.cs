using System.Text.Json.Nodes;

namespace AwsHardening.UnitTests.SandboxTests.Ec2;

/// <summary>Adds to an account what each operation needs to succeed, and says with which parameters it does.</summary>
internal sealed class SpareParts
{
    public static readonly object Nothing = new { };

    private readonly Ec2Bench _bench;
    private readonly string _vpc;
    private readonly string _subnet;
    private readonly string _emptyVpc;
    private readonly string _group;
    private readonly string _instance;
    private readonly string _freeInterface;
    private readonly string _secondAttachment;
    private readonly string _freeAddress;
    private readonly string _usedAssociation;
    private readonly string _freeGateway;
    private readonly string _freeVpnGateway;
    private readonly string _pending;
    private readonly string _acl;
    private readonly string _prefixList;
    private readonly string _connectEndpoint;
    private readonly string _freeTable;
    private readonly string _freeSubnet;
    private readonly string _gatewayVpc;
    private readonly string _usedGateway;
    private readonly string _flowLog;
    private readonly string _volume;
    private readonly string _volumeSnapshot;
    private readonly string _image;

    public SpareParts(Ec2Bench bench)
    {
        _bench = bench;
        _vpc = Named("Vpcs", "VpcId", "Web Application VPC");
        _subnet = Named("Subnets", "SubnetId", "Web App Web Subnet in AZ1");
        _emptyVpc = bench.Vpc("10.8.0.0/16");
        _group = bench.Group(_vpc, "spare");
        bench.Authorize(_group, 22, "10.0.0.0/8");
        _instance = (string)bench.List("DescribeInstances", "Reservations", new
        {
            Filters = Ec2Bench.Filter(("tag:Name", "Web Server for AZ1")),
        })[0]!["Instances"]![0]!["InstanceId"]!;
        _freeInterface = bench.Interface(_subnet);
        var second = bench.Interface(_subnet);
        _secondAttachment = (string)bench.Call("AttachNetworkInterface", new
        {
            NetworkInterfaceId = second, InstanceId = _instance, DeviceIndex = 1,
        })["AttachmentId"]!;
        _freeAddress = (string)bench.Call("AllocateAddress")["AllocationId"]!;
        _usedAssociation = (string)bench.Call("AssociateAddress", new
        {
            AllocationId = (string)bench.Call("AllocateAddress")["AllocationId"]!, NetworkInterfaceId = second,
        })["AssociationId"]!;
        _freeGateway = (string)bench.Call("CreateInternetGateway")["InternetGateway"]!["InternetGatewayId"]!;
        _freeVpnGateway = (string)bench.Call("CreateVpnGateway", new { Type = "ipsec.1" })["VpnGateway"]!["VpnGatewayId"]!;
        _pending = (string)bench.Call("CreateVpcPeeringConnection", new { VpcId = _vpc, PeerVpcId = _emptyVpc })
            ["VpcPeeringConnection"]!["VpcPeeringConnectionId"]!;
        _acl = (string)bench.Call("CreateNetworkAcl", new { VpcId = _vpc })["NetworkAcl"]!["NetworkAclId"]!;
        _prefixList = (string)bench.Call("CreateManagedPrefixList", new { PrefixListName = "n", MaxEntries = 1, AddressFamily = "IPv4" })
            ["PrefixList"]!["PrefixListId"]!;
        _connectEndpoint = (string)bench.Call("CreateInstanceConnectEndpoint", new
        {
            SubnetId = Named("Subnets", "SubnetId", "Services Subnet in AZ1"),
        })["InstanceConnectEndpoint"]!["InstanceConnectEndpointId"]!;
        _freeTable = (string)bench.Call("CreateRouteTable", new { VpcId = _vpc })["RouteTable"]!["RouteTableId"]!;
        _freeSubnet = bench.Subnet(_vpc, "10.0.50.0/24");
        _gatewayVpc = bench.Vpc("10.7.0.0/16");
        _usedGateway = (string)bench.Call("CreateInternetGateway")["InternetGateway"]!["InternetGatewayId"]!;
        bench.Call("AttachInternetGateway", new { InternetGatewayId = _usedGateway, VpcId = _gatewayVpc });
        _flowLog = (string)bench.Call("CreateFlowLogs", FlowLogs(_emptyVpc))["FlowLogIds"]![0]!;
        _volume = (string)bench.Call("CreateVolume", new { AvailabilityZone = "us-east-1a", Size = 1 })["VolumeId"]!;
        _volumeSnapshot = (string)bench.Call("CreateSnapshot", new { VolumeId = _volume })["SnapshotId"]!;
        _image = (string)bench.Call("CreateImage", new { InstanceId = _instance, Name = "spare" })["ImageId"]!;
        bench.Call("DescribeVpcs");
    }

    public Dictionary<string, object> Requests()
    {
        var table = Named("RouteTables", "RouteTableId", "Web App Public Route Table");
        var association = Named("RouteTables", "Associations.0.RouteTableAssociationId", "Web App Public Route Table");
        var nat = First("DescribeNatGateways", "NatGateways", "NatGatewayId");
        var endpoint = First("DescribeVpcEndpoints", "VpcEndpoints", "VpcEndpointId");
        var rule = (string)_bench.Rules(_group).Single(item => !(bool)item!["IsEgress"]!)!["SecurityGroupRuleId"]!;
        var defaultAcl = _bench.List("DescribeNetworkAcls", "NetworkAcls", new
        {
            Filters = Ec2Bench.Filter(("vpc-id", _vpc), ("default", "true")),
        }).Single()!;
        var (aclId, aclAssociation) = ((string)defaultAcl["NetworkAclId"]!, (string)defaultAcl["Associations"]![0]!["NetworkAclAssociationId"]!);
        object[] newRule = [Ec2Bench.Tcp(9, "10.0.0.0/8")];
        object[] everything = [new { IpProtocol = "-1", IpRanges = new[] { new { CidrIp = "0.0.0.0/0", Description = "d" } } }];
        var requests = ModelCheck.Operations.Values
            .Where(operation => operation.Name.StartsWith("Describe", StringComparison.Ordinal) && operation.Input!.Shape.Find("DryRun") is not null)
            .ToDictionary(operation => operation.Name, _ => Nothing);
        foreach (var (operation, request) in new (string, object)[]
        {
            ("DescribeInstanceAttribute", new { InstanceId = _instance, Attribute = "userData" }),
            ("DescribeSnapshotAttribute", new { SnapshotId = _volumeSnapshot, Attribute = "createVolumePermission" }),
            ("DescribeVpcAttribute", new { VpcId = _vpc, Attribute = "enableDnsSupport" }),
            ("DescribeSecurityGroupReferences", new { GroupId = new[] { _group } }),
            ("DescribeStaleSecurityGroups", new { VpcId = _vpc }),
            ("GetManagedPrefixListEntries", new { PrefixListId = "pl-63a5400a" }),
            ("CreateVpc", new { CidrBlock = "10.9.0.0/16" }),
            ("DeleteVpc", new { VpcId = _emptyVpc }),
            ("CreateSubnet", new { VpcId = _vpc, CidrBlock = "10.0.77.0/24" }),
            ("DeleteSubnet", new { SubnetId = Named("Subnets", "SubnetId", "Proof of Concept Private Subnet in AZ1") }),
            ("CreateSecurityGroup", new { VpcId = _vpc, GroupName = "n", Description = "d" }),
            ("DeleteSecurityGroup", new { GroupId = _group }),
            ("AuthorizeSecurityGroupIngress", new { GroupId = _group, IpPermissions = newRule }),
            ("AuthorizeSecurityGroupEgress", new { GroupId = _group, IpPermissions = newRule }),
            ("RevokeSecurityGroupIngress", new { GroupId = _group, SecurityGroupRuleIds = new[] { rule } }),
            ("RevokeSecurityGroupEgress", new { GroupId = _group, IpPermissions = everything }),
            ("ModifySecurityGroupRules", new
            {
                GroupId = _group,
                SecurityGroupRules = new[]
                {
                    new { SecurityGroupRuleId = rule, SecurityGroupRule = new { IpProtocol = "-1", CidrIpv4 = "10.0.0.0/8" } },
                },
            }),
            ("UpdateSecurityGroupRuleDescriptionsIngress", new
            {
                GroupId = _group, SecurityGroupRuleDescriptions = new[] { new { SecurityGroupRuleId = rule, Description = "d" } },
            }),
            ("UpdateSecurityGroupRuleDescriptionsEgress", new { GroupId = _group, IpPermissions = everything }),
            ("CreateRouteTable", new { VpcId = _vpc }),
            ("DeleteRouteTable", new { RouteTableId = _freeTable }),
            ("AssociateRouteTable", new { RouteTableId = table, SubnetId = _freeSubnet }),
            ("DisassociateRouteTable", new { AssociationId = association }),
            ("ReplaceRouteTableAssociation", new { AssociationId = association, RouteTableId = table }),
            ("CreateRoute", new { RouteTableId = table, DestinationCidrBlock = "10.5.0.0/16", NatGatewayId = nat }),
            ("ReplaceRoute", new { RouteTableId = table, DestinationCidrBlock = "0.0.0.0/0", NatGatewayId = nat }),
            ("DeleteRoute", new { RouteTableId = table, DestinationCidrBlock = "0.0.0.0/0" }),
            ("CreateInternetGateway", Nothing),
            ("AttachInternetGateway", new { InternetGatewayId = _freeGateway, VpcId = _emptyVpc }),
            ("DeleteInternetGateway", new { InternetGatewayId = _freeGateway }),
            ("DetachInternetGateway", new { InternetGatewayId = _usedGateway, VpcId = _gatewayVpc }),
            ("CreateEgressOnlyInternetGateway", new { VpcId = _vpc }),
            ("CreateNatGateway", new { SubnetId = _subnet, ConnectivityType = "private" }),
            ("DeleteNatGateway", new { NatGatewayId = nat }),
            ("AllocateAddress", Nothing),
            ("AssociateAddress", new { AllocationId = _freeAddress, NetworkInterfaceId = _freeInterface }),
            ("DisassociateAddress", new { AssociationId = _usedAssociation }),
            ("ReleaseAddress", new { AllocationId = _freeAddress }),
            ("CreateVpnGateway", new { Type = "ipsec.1" }),
            ("AttachVpnGateway", new { VpnGatewayId = _freeVpnGateway, VpcId = _vpc }),
            ("DetachVpnGateway", new
            {
                VpnGatewayId = Named("VpnGateways", "VpnGatewayId", "Mock VPN Gateway"), VpcId = Named("Vpcs", "VpcId", "Services VPC"),
            }),
            ("DeleteVpnGateway", new { VpnGatewayId = _freeVpnGateway }),
            ("CreateVpcPeeringConnection", new { VpcId = _emptyVpc, PeerVpcId = Named("Vpcs", "VpcId", "Services VPC") }),
            ("AcceptVpcPeeringConnection", new { VpcPeeringConnectionId = _pending }),
            ("RejectVpcPeeringConnection", new { VpcPeeringConnectionId = _pending }),
            ("DeleteVpcPeeringConnection", new { VpcPeeringConnectionId = _pending }),
            ("CreateVpcEndpoint", new { VpcId = _vpc, ServiceName = "com.amazonaws.us-east-1.s3", RouteTableIds = new[] { table } }),
            ("ModifyVpcEndpoint", new { VpcEndpointId = endpoint, PrivateDnsEnabled = false }),
            ("DeleteVpcEndpoints", new { VpcEndpointIds = new[] { endpoint } }),
            ("CreateManagedPrefixList", new { PrefixListName = "m", MaxEntries = 1, AddressFamily = "IPv4" }),
            ("ModifyManagedPrefixList", new { PrefixListId = _prefixList, MaxEntries = 2 }),
            ("DeleteManagedPrefixList", new { PrefixListId = _prefixList }),
            ("CreateNetworkInterface", new { SubnetId = _subnet }),
            ("DeleteNetworkInterface", new { NetworkInterfaceId = _freeInterface }),
            ("ModifyNetworkInterfaceAttribute", new { NetworkInterfaceId = _freeInterface, Groups = new[] { _group } }),
            ("AttachNetworkInterface", new { NetworkInterfaceId = _freeInterface, InstanceId = _instance, DeviceIndex = 2 }),
            ("DetachNetworkInterface", new { AttachmentId = _secondAttachment }),
            ("RunInstances", new { ImageId = "ami-00000000", MinCount = 1, MaxCount = 2, SubnetId = _subnet }),
            ("StartInstances", new { InstanceIds = new[] { _instance } }),
            ("StopInstances", new { InstanceIds = new[] { _instance } }),
            ("TerminateInstances", new { InstanceIds = new[] { _instance } }),
            ("ModifyInstanceAttribute", new { InstanceId = _instance, DisableApiTermination = new { Value = true } }),
            ("ModifyInstanceMetadataOptions", new { InstanceId = _instance, HttpTokens = "required" }),
            ("CreateKeyPair", new { KeyName = "n" }),
            ("DeleteKeyPair", new { KeyName = "FND203DemoKP" }),
            ("CreateTags", new { Resources = new[] { _vpc }, Tags = new[] { new { Key = "a", Value = "b" } } }),
            ("DeleteTags", new { Resources = new[] { _vpc }, Tags = new[] { new { Key = "Name" } } }),
            ("CreateNetworkAcl", new { VpcId = _vpc }),
            ("DeleteNetworkAcl", new { NetworkAclId = _acl }),
            ("CreateNetworkAclEntry", Entry(aclId, 50)),
            ("ReplaceNetworkAclEntry", Entry(aclId, 100)),
            ("DeleteNetworkAclEntry", new { NetworkAclId = aclId, RuleNumber = 100, Egress = true }),
            ("ReplaceNetworkAclAssociation", new { AssociationId = aclAssociation, NetworkAclId = _acl }),
            ("CreateInstanceConnectEndpoint", new { SubnetId = _subnet }),
            ("CreateFlowLogs", FlowLogs(_vpc)),
            ("DeleteFlowLogs", new { FlowLogIds = new[] { _flowLog } }),
            ("EnableEbsEncryptionByDefault", Nothing),
            ("DisableEbsEncryptionByDefault", Nothing),
            ("GetEbsEncryptionByDefault", Nothing),
            ("CreateVolume", new { AvailabilityZone = "us-east-1a", Size = 1 }),
            ("CreateSnapshot", new { VolumeId = _volume }),
            ("CreateImage", new { InstanceId = _instance, Name = "n" }),
            ("ModifySnapshotAttribute", new { SnapshotId = _volumeSnapshot, Attribute = "createVolumePermission", OperationType = "add", GroupNames = new[] { "all" } }),
            ("ModifyImageAttribute", new { ImageId = _image, LaunchPermission = new { Add = new[] { new { Group = "all" } } } }),
            ("DeleteInstanceConnectEndpoint", new { InstanceConnectEndpointId = _connectEndpoint }),
        })
        {
            requests[operation] = request;
        }

        return requests;
    }

    private static object FlowLogs(string vpc) => new
    {
        ResourceIds = new[] { vpc }, ResourceType = "VPC", TrafficType = "ALL", LogDestinationType = "s3", LogDestination = "arn:aws:s3:::flow-logs",
    };

    private static object Entry(string acl, int number) => new
    {
        NetworkAclId = acl, RuleNumber = number, Protocol = "-1", RuleAction = "deny", Egress = true, CidrBlock = "10.0.2.0/24",
    };

    private string First(string operation, string list, string member) => (string)_bench.List(operation, list)[0]![member]!;

    private string Named(string list, string path, string name)
    {
        var found = _bench.List($"Describe{list}", list, new { Filters = Ec2Bench.Filter(("tag:Name", name)) })[0]!;
        return (string)path.Split('.').Aggregate(found, (node, member) => int.TryParse(member, out var at) ? node[at]! : node[member]!)!;
    }
}
