using System.Text.Json.Nodes;
using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Templates;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.Ec2;

/// <summary>An embedded account to call EC2 in, with parameters written as JSON.</summary>
internal sealed class Ec2Bench
{
    public Ec2Bench(string template = "Empty", Func<Ec2Options, Ec2Options>? change = null)
    {
        Account = SandboxAccount.Create();
        if (change is not null)
        {
            Account.Register(new Ec2Service(change(new Ec2Options(Account.AccountId, Account.Clock, Account.Ids))));
        }

        SandboxTemplates.Find(template).Build(Account);
    }

    public SandboxAccount Account { get; }

    public Ec2Service Service => Account.Services.OfType<Ec2Service>().Single();

    public SteppingClock Clock => (SteppingClock)Account.Clock;

    public JsonObject Call(string operation, object? parameters = null, string? region = null)
    {
        var answer = Account.Invoke("ec2", operation, Parse(parameters), region);
        ModelCheck.Check(operation, Parse(parameters), answer);
        return answer;
    }

    /// <summary>The error that AWS would answer.</summary>
    public AwsErrorException Refused(string operation, object? parameters = null, string? region = null) =>
        Assert.Throws<AwsErrorException>(() => Account.Invoke("ec2", operation, Parse(parameters), region));

    public JsonArray List(string operation, string list, object? parameters = null, string? region = null) =>
        (JsonArray)Call(operation, parameters, region)[list]!;

    public string Vpc(string cidr = "10.0.0.0/16", string? region = null) =>
        (string)Call("CreateVpc", new { CidrBlock = cidr }, region)["Vpc"]!["VpcId"]!;

    public string Subnet(string vpc, string cidr = "10.0.0.0/24", string? zone = null) => (string)Call(
        "CreateSubnet", new { VpcId = vpc, CidrBlock = cidr, AvailabilityZone = zone ?? "us-east-1a" })["Subnet"]!["SubnetId"]!;

    public string Group(string vpc, string name = "web") => (string)Call(
        "CreateSecurityGroup", new { VpcId = vpc, GroupName = name, Description = "a group" })["GroupId"]!;

    public string Interface(string subnet, params string[] groups) => (string)Call(
        "CreateNetworkInterface", new { SubnetId = subnet, Groups = groups })["NetworkInterface"]!["NetworkInterfaceId"]!;

    public string DefaultGroup(string vpc) => (string)List("DescribeSecurityGroups", "SecurityGroups", new
    {
        Filters = Filter(("vpc-id", vpc), ("group-name", "default")),
    }).Single()!["GroupId"]!;

    public string Peering(string one, string other, string? otherRegion = null)
    {
        var id = (string)Call("CreateVpcPeeringConnection", new { VpcId = one, PeerVpcId = other, PeerRegion = otherRegion })
            ["VpcPeeringConnection"]!["VpcPeeringConnectionId"]!;
        Call("AcceptVpcPeeringConnection", new { VpcPeeringConnectionId = id }, otherRegion);
        return id;
    }

    /// <summary>Authorizes one TCP port; the answer is the rule.</summary>
    public JsonNode Authorize(string group, int port, string cidr, bool egress = false) => Call(
        egress ? "AuthorizeSecurityGroupEgress" : "AuthorizeSecurityGroupIngress",
        new { GroupId = group, IpPermissions = new[] { Tcp(port, cidr) } })["SecurityGroupRules"]![0]!;

    public JsonArray Rules(string group) =>
        List("DescribeSecurityGroupRules", "SecurityGroupRules", new { Filters = Filter(("group-id", group)) });

    public static object Tcp(int port, string cidr, string? description = null) => new
    {
        IpProtocol = "tcp",
        FromPort = port,
        ToPort = port,
        IpRanges = new[] { new { CidrIp = cidr, Description = description } },
    };

    public static object TcpFromGroup(int port, string group) => new
    {
        IpProtocol = "tcp",
        FromPort = port,
        ToPort = port,
        UserIdGroupPairs = new[] { new { GroupId = group } },
    };

    public static object[] Filter(params (string Name, string Value)[] filters) =>
        [.. filters.Select(filter => new { filter.Name, Values = new[] { filter.Value } })];

    private static JsonObject Parse(object? parameters) =>
        parameters is null ? [] : (JsonObject)System.Text.Json.JsonSerializer.SerializeToNode(parameters)!;
}
