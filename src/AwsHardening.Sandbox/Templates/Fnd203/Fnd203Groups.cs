using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;

namespace AwsHardening.Sandbox.Templates;

/// <summary>The six security groups of FND203.</summary>
internal sealed class Fnd203Groups
{
    private const string Anywhere = "0.0.0.0/0";
    private const string WebAppRange = "10.0.0.0/16";
    private const string ServicesRange = "10.1.0.0/16";
    private const string OnPremisesRange = "192.168.0.0/16";

    private readonly StackBuilder _stack;

    public Fnd203Groups(StackBuilder stack, Fnd203Network network)
    {
        _stack = stack;
        LoadBalancer = Group(
            "WebApp Application Load Balancer Security Group", "Web traffic from the internet", "WebAppALBSecurityGroup", network.WebAppVpc);
        WebServer = Group(
            "WebApp Web Server Security Group", "Web traffic from the load balancer", "WebServerSecurityGroup", network.WebAppVpc);
        Database = Group(
            "WebApp Database Server Security Group", "Database traffic from the web servers", "DBServerSecurityGroup", network.WebAppVpc);
        ServicesServer = Group(
            "Services Server Security Group", "Administration from on-premises", "ServicesServerSecurityGroup", network.ServicesVpc);
        PocServer = Group(
            "PoC Web Server Security Group", "Web traffic from the internet", "PoCWebServerSecurityGroup", network.PocVpc);
        Endpoint = Group(
            "Endpoint Security Group for the Services VPC", "Calls from the services servers", "EndpointSecurityGroup", network.ServicesVpc);

        Admit(LoadBalancer, 80, Range(Anywhere));
        LetOutOnly(LoadBalancer, (80, GroupOf(WebServer)));
        Admit(WebServer, 80, GroupOf(LoadBalancer));
        Admit(Database, 3306, GroupOf(WebServer));
        Admit(PocServer, 80, Range(Anywhere));
        foreach (var group in new[] { WebServer, Database, PocServer })
        {
            Admit(group, 22, Range(ServicesRange));
            Admit(group, 3389, Range(ServicesRange));
        }

        Admit(ServicesServer, 22, Range(OnPremisesRange));
        Admit(ServicesServer, 3389, Range(OnPremisesRange));
        LetOutOnly(ServicesServer, (22, Range(WebAppRange)), (3389, Range(WebAppRange)), (443, GroupOf(Endpoint)));
        Admit(Endpoint, 443, GroupOf(ServicesServer));
    }

    public string LoadBalancer { get; }

    public string WebServer { get; }

    public string Database { get; }

    public string ServicesServer { get; }

    public string PocServer { get; }

    public string Endpoint { get; }

    private static (string Member, JsonNode Value) Range(string range) => ("IpRanges", Json.Of(("CidrIp", range)));

    private static (string Member, JsonNode Value) GroupOf(string id) => ("UserIdGroupPairs", Json.Of(("GroupId", id)));

    private static JsonArray Tcp(int port, (string Member, JsonNode Value) source) => new(Json.Of(
        ("IpProtocol", "tcp"), ("FromPort", port), ("ToPort", port), (source.Member, new JsonArray(source.Value))));

    private string Group(string name, string description, string logicalId, string vpc) => _stack.Make(
        "CreateSecurityGroup", "GroupId", null, logicalId,
        ("GroupName", name), ("Description", description), ("VpcId", vpc));

    private void Admit(string group, int port, (string Member, JsonNode Value) source) =>
        _stack.Call("AuthorizeSecurityGroupIngress", ("GroupId", group), ("IpPermissions", Tcp(port, source)));

    /// <summary>A group with a way out of its own loses the way out to everywhere, as CloudFormation does it.</summary>
    private void LetOutOnly(string group, params (int Port, (string Member, JsonNode Value) Target)[] ways)
    {
        _stack.Call(
            "RevokeSecurityGroupEgress", ("GroupId", group),
            ("IpPermissions", new JsonArray(Json.Of(
                ("IpProtocol", "-1"), ("IpRanges", new JsonArray(Json.Of(("CidrIp", Anywhere))))))));
        foreach (var (port, target) in ways)
        {
            _stack.Call("AuthorizeSecurityGroupEgress", ("GroupId", group), ("IpPermissions", Tcp(port, target)));
        }
    }
}
