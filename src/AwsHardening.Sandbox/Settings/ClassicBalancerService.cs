using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Elb;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Settings;

/// <summary>Classic Load Balancers: their listeners, what those negotiate, and their logs. They have no interfaces here, and nobody is behind them.</summary>
internal sealed class ClassicBalancerService : SettingsService
{
    private const int MostPage = 400;
    private const string Negotiation = "SSLNegotiationPolicyType";

    // What a listener with a certificate negotiates until somebody says otherwise (Elastic Load Balancing User Guide: SSL negotiation configurations for Classic Load Balancers).
    private const string UsualPolicy = "ELBSecurityPolicy-2016-08";

    private readonly Regional<SortedDictionary<string, Balancer>> _regions = new(_ => new(StringComparer.Ordinal));

    public ClassicBalancerService(SandboxAccount account)
        : base("elb", account)
    {
        Operations.Add("CreateLoadBalancer", Create);
        Operations.Add("DescribeLoadBalancers", Describe);
        Operations.Add("DescribeLoadBalancerAttributes", call => Json.Of(("LoadBalancerAttributes", Find(call).Attributes.DeepClone())));
        Operations.Add("ModifyLoadBalancerAttributes", Modify);
        Operations.Add("CreateLoadBalancerPolicy", AddPolicy);
        Operations.Add("DescribeLoadBalancerPolicies", call => Json.Of(("PolicyDescriptions", Json.List(Find(call).Policies.Values.Select(policy => policy.DeepClone())))));
        Operations.Add("SetLoadBalancerPoliciesOfListener", SetPolicies);
    }

    private Balancer Find(ServiceCall call, string? name = null) => _regions[call.Region].GetValueOrDefault(name ?? call.Required("LoadBalancerName"))
        ?? throw new AwsErrorException("LoadBalancerNotFound", $"There is no ACTIVE Load Balancer named '{name ?? call.Text("LoadBalancerName")}'");

    private JsonObject Create(ServiceCall call)
    {
        var name = call.Required("LoadBalancerName");
        var listeners = call.Items("Listeners");
        if (listeners.Any(listener => IsSecure(listener) && listener.Text("SSLCertificateId") is null))
        {
            throw new AwsErrorException("CertificateNotFound", "Server Certificate not found for the key: null");
        }

        var dns = $"{name}-{Account.Ids.NextHex("classic-balancer", 8)}.{call.Region}.elb.{AwsPartition.OfRegion(call.Region).DnsSuffix}";
        var shape = Json.Of(
            ("LoadBalancerName", name), ("DNSName", dns), ("Scheme", call.Text("Scheme") ?? "internet-facing"), ("CreatedTime", Json.Time(Account.Clock.GetUtcNow())),
            ("AvailabilityZones", call.Input["AvailabilityZones"]?.DeepClone()), ("Subnets", call.Input["Subnets"]?.DeepClone()),
            ("SecurityGroups", call.Input["SecurityGroups"]?.DeepClone()), ("Instances", new JsonArray()),
            ("ListenerDescriptions", Json.List(listeners.Select(listener => Json.Of(
                ("Listener", listener.DeepClone()), ("PolicyNames", Json.Texts(IsSecure(listener) ? [UsualPolicy] : [])))))));
        var balancer = new Balancer(shape, Json.Of(
            ("CrossZoneLoadBalancing", Json.Of(("Enabled", false))), ("AccessLog", Json.Of(("Enabled", false))),
            ("ConnectionDraining", Json.Of(("Enabled", false), ("Timeout", 300))), ("ConnectionSettings", Json.Of(("IdleTimeout", 60)))));
        if (listeners.Any(IsSecure))
        {
            balancer.Policies[UsualPolicy] = Policy(UsualPolicy, Negotiation, [("Reference-Security-Policy", UsualPolicy)]);
        }

        return _regions[call.Region].TryAdd(name, balancer) ? Json.Of(("DNSName", dns))
            : throw new AwsErrorException("DuplicateLoadBalancerName", $"Load Balancer named '{name}' already exists");
    }

    private JsonObject Describe(ServiceCall call)
    {
        if (call.Texts("LoadBalancerNames") is { Count: > 0 } names)
        {
            return Json.Of(("LoadBalancerDescriptions", Json.List(names.Select(name => Find(call, name).Shape.DeepClone()))));
        }

        var size = call.Number("PageSize") ?? MostPage;
        if (size is < 1 or > MostPage)
        {
            throw ElbErrors.Invalid($"1 validation error detected: Value '{size}' at 'pageSize' failed to satisfy constraint");
        }

        var (page, next) = PageToken.Cut(call.Operation, [.. _regions[call.Region].Values], size, call.Text("Marker"), () => ElbErrors.Invalid("Invalid marker"));
        return Json.Of(("LoadBalancerDescriptions", Json.List(page.Select(balancer => balancer.Shape.DeepClone()))), ("NextMarker", next));
    }

    private JsonObject Modify(ServiceCall call)
    {
        var (balancer, wanted) = (Find(call), (JsonObject)call.Input["LoadBalancerAttributes"]!);
        foreach (var (name, value) in wanted)
        {
            balancer.Attributes[name] = value?.DeepClone();
        }

        return Json.Of(("LoadBalancerName", call.Text("LoadBalancerName")), ("LoadBalancerAttributes", wanted.DeepClone()));
    }

    private void AddPolicy(ServiceCall call)
    {
        var (balancer, name) = (Find(call), call.Required("PolicyName"));
        if (!balancer.Policies.TryAdd(name, Policy(name, call.Required("PolicyTypeName"), call.Items("PolicyAttributes").Select(one => (one.Text("AttributeName") ?? "", one.Text("AttributeValue") ?? "")))))
        {
            throw new AwsErrorException("DuplicatePolicyName", $"A policy with the same name exists: {name}");
        }
    }

    private void SetPolicies(ServiceCall call)
    {
        var balancer = Find(call);
        var listener = (JsonObject?)((JsonArray)balancer.Shape["ListenerDescriptions"]!).FirstOrDefault(one => (int)one!["Listener"]!["LoadBalancerPort"]! == call.Number("LoadBalancerPort"))
            ?? throw new AwsErrorException("ListenerNotFound", $"{call.Text("LoadBalancerName")} does not have a listener listening on {call.Number("LoadBalancerPort")}.");
        var names = call.Texts("PolicyNames");
        if (names.FirstOrDefault(name => !balancer.Policies.ContainsKey(name)) is { } unknown)
        {
            throw new AwsErrorException("PolicyNotFound", $"There is no policy with name {unknown} for load balancer {call.Text("LoadBalancerName")}");
        }

        listener["PolicyNames"] = Json.Texts(names);
    }

    private static bool IsSecure(JsonObject listener) => listener.Text("Protocol")?.ToUpperInvariant() is "HTTPS" or "SSL";

    private static JsonObject Policy(string name, string type, IEnumerable<(string Name, string Value)> attributes) => Json.Of(
        ("PolicyName", name), ("PolicyTypeName", type),
        ("PolicyAttributeDescriptions", Json.List(attributes.Select(one => Json.Of(("AttributeName", one.Name), ("AttributeValue", one.Value))))));

    private sealed record Balancer(JsonObject Shape, JsonObject Attributes)
    {
        public SortedDictionary<string, JsonObject> Policies { get; } = new(StringComparer.Ordinal);
    }
}
