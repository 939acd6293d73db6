using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Elb;

/// <summary>An Application Load Balancer and its interfaces, one in each subnet.</summary>
internal sealed class LoadBalancer(string name, string arn, string dnsName, string scheme, Vpc vpc, DateTimeOffset created)
{
    public string Name { get; } = name;

    public string Arn { get; } = arn;

    public string Scheme { get; } = scheme;

    public Vpc Vpc { get; } = vpc;

    public string DnsName { get; } = dnsName;

    public List<NetworkInterface> Interfaces { get; } = [];

    public List<Listener> Listeners { get; } = [];

    public TagSet Tags { get; } = new();

    public SnapshotOverlay? Overlay { get; set; }

    /// <summary>What AWS gives a new load balancer.</summary>
    public SortedDictionary<string, string> Attributes { get; } = new(StringComparer.Ordinal)
    {
        ["access_logs.s3.bucket"] = "",
        ["access_logs.s3.enabled"] = "false",
        ["access_logs.s3.prefix"] = "",
        ["deletion_protection.enabled"] = "false",
        ["idle_timeout.timeout_seconds"] = "60",
        ["routing.http.drop_invalid_header_fields.enabled"] = "false",
        ["routing.http2.enabled"] = "true",
    };

    public JsonObject Shape() => SnapshotOverlay.Show(Json.Of(
        ("LoadBalancerArn", Arn), ("DNSName", DnsName), ("CanonicalHostedZoneId", "Z35SXDOTRQ7X7K"), ("CreatedTime", Json.Time(created)),
        ("LoadBalancerName", Name), ("Scheme", Scheme), ("VpcId", Vpc.Id), ("State", Json.Of(("Code", "active"))), ("Type", "application"),
        ("AvailabilityZones", Json.List(Interfaces.Select(eni => Json.Of(
            ("ZoneName", eni.Subnet.Zone.Name), ("SubnetId", eni.Subnet.Id), ("LoadBalancerAddresses", new JsonArray()))))),
        ("SecurityGroups", Json.Texts(Interfaces is [var eni, ..] ? eni.Groups.Select(group => group.Id) : [])), ("IpAddressType", "ipv4")), Overlay);
}

/// <summary>A listener and what it does by default.</summary>
internal sealed class Listener(string arn, string protocol, int port, JsonArray actions, string? sslPolicy)
{
    public string Arn { get; } = arn;

    public TagSet Tags { get; } = new();

    public SnapshotOverlay? Overlay { get; set; }

    public SnapshotOverlay? RulesOverlay { get; set; }

    /// <summary>The target groups that it forwards to.</summary>
    public IEnumerable<string> TargetGroupArns => actions.OfType<JsonObject>().SelectMany(action =>
        new[] { action.Text("TargetGroupArn") }.Concat(
            (action["ForwardConfig"] as JsonObject)?.Items("TargetGroups").Select(group => group.Text("TargetGroupArn")) ?? []))
        .OfType<string>().Distinct();

    public JsonObject Shape(LoadBalancer balancer) => SnapshotOverlay.Show(Json.Of(
        ("ListenerArn", Arn), ("LoadBalancerArn", balancer.Arn), ("Port", port), ("Protocol", protocol), ("SslPolicy", sslPolicy),
        ("DefaultActions", actions.DeepClone())), Overlay);

    /// <summary>Its rules, in a member of that name.</summary>
    public JsonObject Rules() => SnapshotOverlay.Show(Json.Of(("Rules", Json.List([DefaultRule()]))), RulesOverlay);

    // A listener has one rule that nobody can remove: its default.
    private JsonObject DefaultRule() => Json.Of(
        ("RuleArn", Arn.Replace(":listener/", ":listener-rule/", StringComparison.Ordinal) + "/" + Arn[^16..]), ("Priority", "default"),
        ("Conditions", new JsonArray()), ("Actions", actions.DeepClone()), ("IsDefault", true));
}

/// <summary>A target group of instances.</summary>
internal sealed class TargetGroup(string name, string arn, string protocol, int port, Vpc? vpc)
{
    /// <summary>The member that answers the health of targets.</summary>
    public const string HealthMember = "TargetHealthDescriptions";

    public string Name { get; } = name;

    public string Arn { get; } = arn;

    public int Port { get; } = port;

    /// <summary>Null for functions.</summary>
    public Vpc? Vpc { get; } = vpc;

    public SnapshotOverlay? Overlay { get; set; }

    public SnapshotOverlay? HealthOverlay { get; set; }

    public int HealthCheckInterval { get; init; } = 30;

    public string HealthCheckPath { get; init; } = "/";

    public List<(Instance Instance, int Port)> Targets { get; } = [];

    public TagSet Tags { get; } = new();

    public JsonObject Shape(IEnumerable<string> balancers) => SnapshotOverlay.Show(Json.Of(
        ("TargetGroupArn", Arn), ("TargetGroupName", Name), ("Protocol", protocol), ("Port", Port), ("VpcId", Vpc?.Id),
        ("HealthCheckProtocol", protocol), ("HealthCheckPort", "traffic-port"), ("HealthCheckEnabled", true),
        ("HealthCheckIntervalSeconds", HealthCheckInterval), ("HealthCheckTimeoutSeconds", 5), ("HealthyThresholdCount", 5),
        ("UnhealthyThresholdCount", 2), ("HealthCheckPath", HealthCheckPath), ("Matcher", Json.Of(("HttpCode", "200"))),
        ("LoadBalancerArns", Json.Texts(balancers)), ("TargetType", "instance"), ("ProtocolVersion", "HTTP1"), ("IpAddressType", "ipv4")), Overlay);
}
