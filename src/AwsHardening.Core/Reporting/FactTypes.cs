using System.Text.Json.Nodes;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Reading;
using static AwsHardening.Core.Reporting.FactServices;

namespace AwsHardening.Core.Reporting;

/// <summary>The lists that an account is read as. A Region's networks stand here, the rest of it in other files.</summary>
internal static partial class FactTypes
{
    public static readonly FactType SecurityGroups = Described("SecurityGroups", "SecurityGroup", "GroupId", "security-group", view => view.SecurityGroups());

    public static readonly FactType SecurityGroupRules = Described("SecurityGroupRules", "SecurityGroupRule", "SecurityGroupRuleId", "security-group-rule", view => view.SecurityGroupRules([]));

    public static readonly FactType NetworkInterfaces = Described("NetworkInterfaces", "NetworkInterface", "NetworkInterfaceId", "network-interface", view => view.NetworkInterfaces());

    public static readonly FactType Vpcs = Described("Vpcs", "VPC", "VpcId", "vpc", view => view.Vpcs());

    public static readonly FactType Subnets = Described("Subnets", "Subnet", "SubnetId", "subnet", view => view.Subnets());

    public static readonly FactType NetworkAcls = Described("NetworkAcls", "NetworkAcl", "NetworkAclId", "network-acl", view => view.NetworkAcls());

    public static readonly FactType FlowLogs = Described("FlowLogs", "FlowLog", "FlowLogId", "vpc-flow-log");

    public static readonly FactType VpcEndpoints = Described("VpcEndpoints", "VPCEndpoint", "VpcEndpointId", "vpc-endpoint", view => view.VpcEndpoints());

    public static readonly FactType RouteTables = Described("RouteTables", "RouteTable", "RouteTableId", "route-table", view => view.RouteTables());

    public static readonly FactType Peerings = Described("VpcPeeringConnections", "VPCPeeringConnection", "VpcPeeringConnectionId", "vpc-peering-connection", view => view.VpcPeeringConnections());

    public static readonly FactType Addresses = Described("Addresses", "EIP", "AllocationId", "elastic-ip");

    public static readonly FactType Instances = Described("Instances", "Instance", "InstanceId", "instance", view => view.Instances());

    public static readonly FactType EbsEncryption = Ec2.Setting("EbsEncryption", "GetEbsEncryptionByDefault");

    /// <summary>Instances, load balancers and interfaces with public addresses, and what the internet reaches of them.</summary>
    public static readonly FactType PublicThings = Ec2.List("PublicThings", "DescribeInstances", "", "Instance", "ResourceId") with
    {
        Read = PublicReading.ReadAsync,
        ReadActions = PublicReading.Actions,
    };

    public static readonly FactType LoadBalancers = Elb.List("LoadBalancers", "DescribeLoadBalancers", "LoadBalancers", "LoadBalancer", "LoadBalancerName", "LoadBalancerArn") with
    {
        Shared = view => JsonAsync(view.LoadBalancers()),
        Parts =
        [
            FactPart.Of("Listeners", "DescribeListeners", "LoadBalancerArn") with { Member = "Listeners" },
            FactPart.Of("Attributes", "DescribeLoadBalancerAttributes", "LoadBalancerArn") with { Member = "Attributes" },
        ],
    };

    // EC2 calls the operation after the list, and the list after its items.
    private static FactType Described(string list, string type, string id, string arn) =>
        Ec2.List(list, $"Describe{list}", list, type, id, $"arn:{{partition}}:ec2:{{region}}:{{account}}:{arn}/{{id}}");

    private static FactType Described<T>(string list, string type, string id, string arn, Func<AccountView, Task<Fact<IReadOnlyList<T>>>> shared) =>
        Described(list, type, id, arn) with { Shared = view => JsonAsync(shared(view)) };

    private static async Task<Fact<IReadOnlyList<JsonObject>>> JsonAsync<T>(Task<Fact<IReadOnlyList<T>>> reading)
    {
        var fact = await reading;
        return fact.IsKnown ? Fact.Known<IReadOnlyList<JsonObject>>([.. fact.Value.Select(item => (JsonObject)SdkJson.FromSdk(item)!)])
            : Fact.Unknown<IReadOnlyList<JsonObject>>(fact.Reason!);
    }
}
