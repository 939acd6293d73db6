using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;

namespace AwsHardening.Sandbox.Templates;

/// <summary>What has interfaces in FND203: endpoints, servers, the load balancer.</summary>
internal sealed class Fnd203Workloads
{
    private static readonly string[] s_endpointServices = ["ssm", "ssmmessages", "ec2", "ec2messages"];

    private readonly StackBuilder _stack;
    private readonly string _keyName;
    private readonly string _imageId;

    public Fnd203Workloads(StackBuilder stack, Fnd203Network network, Fnd203Groups groups, string keyName)
    {
        _stack = stack;
        _keyName = keyName;
        _imageId = stack.NewId("ami");
        Fnd203Access.Make(stack);
        foreach (var service in s_endpointServices)
        {
            InterfaceEndpoint(service, network, groups);
        }

        stack.Make(
            "CreateVpcEndpoint", "VpcEndpoint.VpcEndpointId", null, "S3Endpoint",
            ("VpcEndpointType", "Gateway"), ("VpcId", network.ServicesVpc), ("ServiceName", ServiceName("s3")),
            ("RouteTableIds", Json.Texts([network.ServicesTable])));
        var webServers = Servers("Web Server", "WebServer", network.WebAppWeb, groups.WebServer);
        Servers("Database Server", "DatabaseServer", network.WebAppDb, groups.Database);
        Servers("Services Server", "ServicesServer", network.Services, groups.ServicesServer);
        PocServers = Servers("PoC Web Server", "PoCWebServer", network.PocPublic, groups.PocServer);
        LoadBalancerDnsName = LoadBalancer(network, groups.LoadBalancer, webServers);
    }

    public string LoadBalancerDnsName { get; }

    public string[] PocServers { get; }

    private string ServiceName(string service) => $"com.amazonaws.{_stack.Region}.{service}";

    private void InterfaceEndpoint(string service, Fnd203Network network, Fnd203Groups groups) => _stack.Make(
        "CreateVpcEndpoint", "VpcEndpoint.VpcEndpointId", null, $"{service.ToUpperInvariant()}Endpoint",
        ("VpcEndpointType", "Interface"), ("VpcId", network.ServicesVpc), ("ServiceName", ServiceName(service)),
        ("SubnetIds", Json.Texts(network.Services)), ("SecurityGroupIds", Json.Texts([groups.Endpoint])),
        ("PrivateDnsEnabled", true));

    private string[] Servers(string name, string logicalId, string[] subnets, string group) =>
        [.. subnets.Select((subnet, at) => Server($"{name} for AZ{at + 1}", $"{logicalId}AZ{at + 1}", subnet, group))];

    private string Server(string name, string logicalId, string subnet, string group)
    {
        var answer = _stack.Call(
            "RunInstances",
            ("ImageId", _imageId), ("InstanceType", "t2.micro"), ("MinCount", 1), ("MaxCount", 1), ("KeyName", _keyName),
            ("SubnetId", subnet), ("SecurityGroupIds", Json.Texts([group])),
            ("IamInstanceProfile", Json.Of(("Name", Fnd203Access.Profile))));
        var id = (string)answer["Instances"]![0]!["InstanceId"]!;
        _stack.Tag(id, name, logicalId);
        return id;
    }

    private string LoadBalancer(Fnd203Network network, string group, string[] webServers)
    {
        var answer = _stack.CallService(
            "elbv2", "CreateLoadBalancer",
            ("Name", "WebAppLoadBalancer"), ("Subnets", Json.Texts(network.WebAppPublic)), ("SecurityGroups", Json.Texts([group])));
        var balancer = answer["LoadBalancers"]![0]!;
        var targets = (string)_stack.CallService(
            "elbv2", "CreateTargetGroup",
            ("Name", "WebServerTargetGroup"), ("Protocol", "HTTP"), ("Port", 80), ("VpcId", network.WebAppVpc),
            ("HealthCheckPort", "80"), ("HealthCheckIntervalSeconds", 60))["TargetGroups"]![0]!["TargetGroupArn"]!;
        _stack.CallService(
            "elbv2", "RegisterTargets",
            ("TargetGroupArn", targets), ("Targets", Json.List(webServers.Select(id => Json.Of(("Id", id))))));
        _stack.CallService(
            "elbv2", "CreateListener",
            ("LoadBalancerArn", (string)balancer["LoadBalancerArn"]!), ("Protocol", "HTTP"), ("Port", 80),
            ("DefaultActions", new JsonArray(Json.Of(("Type", "forward"), ("TargetGroupArn", targets)))));
        return (string)balancer["DNSName"]!;
    }
}
