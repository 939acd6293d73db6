using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Templates;
using static AwsHardening.UnitTests.Engine.Reporting.AuditScene;

namespace AwsHardening.UnitTests.Engine.Reporting;

/// <content>What is reached, and from where.</content>
internal static partial class Examples
{
    private static Dictionary<string, (Action<SandboxAccount> Fails, Action<SandboxAccount> Passes)> Network() =>
        new(StringComparer.Ordinal)
        {
            ["ec2-security-group-admin-ports-ipv4"] = (a => a.Group(In(22)), a => a.Group(In(443), In(22, "203.0.113.0/24"), In(22, "::/0"))),
            ["ec2-security-group-admin-ports-ipv6"] = (a => a.Group(In(3389, "::/0")), a => a.Group(In(443, "::/0"), In(22))),
            ["ec2-security-group-admin-ports"] = (a => a.Group(In(22, "10.9.0.0/24")), a => a.Group(In(443))),
            ["ec2-security-group-high-risk-ports"] = (a => a.Group(In(3306)), a => a.Group(In(443), In(3306, "10.9.0.0/24"))),
            ["ec2-security-group-unauthorized-ports"] = (a => a.Group(In(8443)), a => a.Group(In(80), In(443))),
            ["ec2-security-group-all-traffic"] = (a => a.Group(In(0, "0.0.0.0/0", "-1")), a => a.Group(In(443))),
            ["ec2-security-group-cifs"] = (a => a.Group(In(445)), a => a.Group(In(445, "203.0.113.0/24"))),
            ["ec2-security-group-open-to-vpc"] = (a => a.Group(In(443, "10.9.0.0/16")), a => a.Group(In(443, "10.9.0.0/24"))),
            ["ec2-security-group-default-closed"] = (a => a.Vpc(), a => EmptyDefaultGroup(a, a.Vpc())),
            ["ec2-security-group-unused"] = (a => a.Group(), a => a.Call("ec2", "CreateNetworkInterface", new { SubnetId = a.Subnet(a.Vpc()), Groups = new[] { GroupBeside(a) } })),
            ["ec2-network-acl-admin-ports"] = (a => a.Vpc(), a => CloseDefaultAcl(a, a.Vpc())),
            ["ec2-network-acl-allow-all"] = (a => a.Subnet(a.Vpc()), a =>
            {
                var vpc = a.Vpc();
                a.Subnet(vpc);
                CloseDefaultAcl(a, vpc);
            }),
            ["ec2-network-acl-unused"] = (a => a.Call("ec2", "CreateNetworkAcl", new { VpcId = a.Vpc() }), UsedAcl),
            ["ec2-vpc-flow-logs"] = (a => a.Vpc(), a => FlowLog(a, a.Vpc())),
            ["ec2-instance-imdsv2"] = (a => a.Instance(), a => a.Instance(tokens: "required")),
            ["ec2-instance-profile"] = (a => a.Instance(), a =>
            {
                a.Profile();
                a.Instance(profile: new { Name = "machine" });
            }),
            ["ec2-instance-one-interface"] = (a =>
            {
                var instance = a.Instance();
                var subnet = (string)a.Call("ec2", "DescribeSubnets")["Subnets"]![0]!["SubnetId"]!;
                var side = a.Call("ec2", "CreateNetworkInterface", new { SubnetId = subnet })["NetworkInterface"]!["NetworkInterfaceId"]!;
                a.Call("ec2", "AttachNetworkInterface", new { InstanceId = instance, NetworkInterfaceId = (string)side!, DeviceIndex = 1 });
            }, a => a.Instance()),
            ["ec2-instance-public-address"] = (a => a.Instance(publicAddress: true), a => a.Instance()),
            ["ec2-subnet-public-addresses"] = (a => a.Call("ec2", "ModifySubnetAttribute", new { SubnetId = a.Subnet(a.Vpc()), MapPublicIpOnLaunch = new { Value = true } }), a => a.Subnet(a.Vpc())),
            ["ec2-vpc-endpoint"] = (a => a.Vpc(), a =>
            {
                var vpc = a.Vpc();
                var subnet = a.Subnet(vpc);
                a.Call("ec2", "CreateVpcEndpoint", new { VpcId = vpc, ServiceName = "com.amazonaws.us-east-1.ec2", VpcEndpointType = "Interface", PrivateDnsEnabled = false, SubnetIds = new[] { subnet } });
            }),
            ["ec2-ebs-default-encryption"] = (_ => { }, a => a.Call("ec2", "EnableEbsEncryptionByDefault")),
            ["ec2-instance-managed"] = (a => a.Instance(), a => new Fnd203Template().Build(a)),
            ["ec2-internet-reachable"] = (OpenPoc, a => new Fnd203Template().Build(a)),
            ["elb-http-redirect"] = (a => new Fnd203Template().Build(a), a =>
            {
                new Fnd203Template().Build(a);
                var listener = a.Call("elbv2", "DescribeListeners", new { LoadBalancerArn = Balancer(a) })["Listeners"]![0]!["ListenerArn"]!;
                a.Call("elbv2", "DeleteListener", new { ListenerArn = (string)listener! });
            }),
            ["ec2-address-unused"] = (a => a.Call("ec2", "AllocateAddress"), a =>
            {
                var address = (string)a.Call("ec2", "AllocateAddress")["AllocationId"]!;
                var vpc = a.Vpc();
                a.Call("ec2", "AttachInternetGateway", new { InternetGatewayId = (string)a.Call("ec2", "CreateInternetGateway")["InternetGateway"]!["InternetGatewayId"]!, VpcId = vpc });
                var side = (string)a.Call("ec2", "CreateNetworkInterface", new { SubnetId = a.Subnet(vpc) })["NetworkInterface"]!["NetworkInterfaceId"]!;
                a.Call("ec2", "AssociateAddress", new { AllocationId = address, NetworkInterfaceId = side });
            }),
            ["ec2-peering-routes"] = (a => PeeringRoute(a, "10.8.0.0/16"), a => PeeringRoute(a, "10.8.1.0/24")),
            ["ec2-vpc-s3-endpoint"] = (a => a.Vpc(), a => a.Call("ec2", "CreateVpcEndpoint", new { VpcId = a.Vpc(), ServiceName = "com.amazonaws.us-east-1.s3", VpcEndpointType = "Gateway" })),
            ["ec2-security-group-database-ports"] = (a => a.Group(In(27017)), a => a.Group(In(443), In(27017, "203.0.113.0/24"))),
            ["ec2-security-group-plaintext-ports"] = (a => a.Group(In(23, "10.9.0.0/24")), a => a.Group(In(22))),
            ["ec2-security-group-port-range"] = (a => a.Group(new { IpProtocol = "tcp", FromPort = 8000, ToPort = 8100, IpRanges = new[] { new { CidrIp = "10.9.0.0/24" } } }), a => a.Group(In(8000))),
            ["ec2-security-group-default-used"] = (a => a.Call("ec2", "CreateNetworkInterface", new { SubnetId = a.Subnet(a.Vpc()) }),
                a => a.Call("ec2", "CreateNetworkInterface", new { SubnetId = a.Subnet(a.Vpc()), Groups = new[] { GroupBeside(a) } })),
            ["elb-tls-policy"] = (a => Listener(a, "ELBSecurityPolicy-2016-08"), a => Listener(a, "ELBSecurityPolicy-TLS13-1-2-2021-06")),
            ["elb-access-logs"] = (a => new Fnd203Template().Build(a), a => Attribute(a, "access_logs.s3.enabled")),
            ["elb-deletion-protection"] = (a => new Fnd203Template().Build(a), a => Attribute(a, "deletion_protection.enabled")),
            ["elb-invalid-headers"] = (a => new Fnd203Template().Build(a), a => Attribute(a, "routing.http.drop_invalid_header_fields.enabled")),
        };
}
