using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Elb;

/// <summary>Load balancers and listeners.</summary>
internal sealed partial class LoadBalancerOperations(Regional<ElbState> regions)
{
    public void Register(OperationSet set)
    {
        set.Add("CreateLoadBalancer", Create);
        set.Add("DescribeLoadBalancers", Describe);
        set.Add("DescribeLoadBalancerAttributes", call => Attributes(State(call).LoadBalancer(call.Required("LoadBalancerArn"))));
        set.Add("ModifyLoadBalancerAttributes", Modify);
        set.Add("DeleteLoadBalancer", Delete);
        set.Add("CreateListener", CreateListener);
        set.Add("DescribeListeners", DescribeListeners);
        set.Add("DescribeRules", call => ElbState.Page(
            call, "Rules", State(call).Listener(call.Required("ListenerArn")).Listener.Rules().Items("Rules").Select(rule => rule.DeepClone())));
        set.Add("DeleteListener", call =>
        {
            var (balancer, listener) = State(call).Listener(call.Required("ListenerArn"));
            balancer.Listeners.Remove(listener);
        });
        set.Add("AddTags", call => Tagged(call, tags => tags.Add(call.Items("Tags"))));
        set.Add("RemoveTags", call => Tagged(call, tags => tags.Remove(call.Texts("TagKeys"))));
        set.Add("DescribeTags", call => Json.Of(("TagDescriptions", Json.List(call.Texts("ResourceArns").Select(
            arn => Json.Of(("ResourceArn", arn), ("Tags", State(call).Tags(arn).List())))))));
    }

    private ElbState State(ServiceCall call) => regions[call.Region];

    private void Tagged(ServiceCall call, Action<TagSet> change)
    {
        foreach (var tags in call.Texts("ResourceArns").Select(State(call).Tags).ToList())
        {
            change(tags);
        }
    }

    private JsonObject Create(ServiceCall call)
    {
        var (state, name) = (State(call), call.Required("Name"));
        var scheme = call.Text("Scheme") ?? "internet-facing";
        if (!Name().IsMatch(name) || (call.Text("Type") ?? "application") != "application")
        {
            throw ElbErrors.Invalid($"The load balancer name '{name}' or its type is not valid here");
        }

        if (state.LoadBalancers.Exists(balancer => balancer.Name == name))
        {
            throw new AwsErrorException("DuplicateLoadBalancerName", $"A load balancer with the same name '{name}' exists, but with different settings");
        }

        var subnets = Subnets(call);
        var hex = state.NewHex("load-balancer");
        var number = long.Parse(hex[..8], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        var prefix = scheme == "internal" ? "internal-" : "";
        var balancer = new LoadBalancer(
            name, state.Arn($"loadbalancer/app/{name}/{hex}"),
            $"{prefix}{name}-{number}.{state.Region}.elb.{AwsPartition.OfRegion(state.Region).DnsSuffix}", scheme, subnets[0].Vpc, state.Now);
        var groups = call.Texts("SecurityGroups") is { Count: > 0 } named ? named : [subnets[0].Vpc.DefaultGroup.Id];
        balancer.Interfaces.AddRange(subnets.Select(subnet => state.AddInterface(
            new ServiceInterface(subnet.Id, "interface", "amazon-elb", $"ELB app/{name}/{hex}")
            {
                GroupIds = groups,
                HasPublicAddress = scheme != "internal",
            })));
        balancer.Tags.Add(call.Items("Tags"));
        state.LoadBalancers.Add(balancer);
        return Json.Of(("LoadBalancers", new JsonArray(balancer.Shape())));
    }

    private List<Subnet> Subnets(ServiceCall call)
    {
        var ids = call.Texts("Subnets").Concat(call.Items("SubnetMappings").Select(mapping => mapping.Text("SubnetId") ?? ""));
        var subnets = ids.Select(id => State(call).Ec2.Subnets.Find(id) ?? throw new AwsErrorException(
            "SubnetNotFound", $"The subnet ID '{id}' does not exist")).ToList();
        return subnets.DistinctBy(subnet => subnet.Zone.Name).Count() >= 2 && subnets.TrueForAll(subnet => subnet.Vpc == subnets[0].Vpc)
            ? subnets
            : throw ElbErrors.Invalid("At least two subnets in two different Availability Zones must be specified");
    }

    private JsonObject Describe(ServiceCall call)
    {
        var (arns, names) = (call.Texts("LoadBalancerArns"), call.Texts("Names"));
        var all = State(call).LoadBalancers;
        if (arns.Concat(names).FirstOrDefault(id => !all.Exists(balancer => balancer.Arn == id || balancer.Name == id)) is { } unknown)
        {
            throw ElbErrors.NoLoadBalancer(unknown);
        }

        return ElbState.Page(call, "LoadBalancers", all
            .Where(balancer => arns.Count + names.Count == 0 || arns.Contains(balancer.Arn) || names.Contains(balancer.Name))
            .Select(balancer => balancer.Shape()));
    }

    private JsonObject Modify(ServiceCall call)
    {
        var balancer = State(call).LoadBalancer(call.Required("LoadBalancerArn"));
        var wanted = call.Items("Attributes").Select(one => (Key: one.Text("Key") ?? "", Value: one.Text("Value") ?? "")).ToList();
        if (wanted.Find(one => !balancer.Attributes.ContainsKey(one.Key)) is { Key: { } unknown })
        {
            throw ElbErrors.Invalid($"Load balancer attribute key '{unknown}' is not recognized");
        }

        wanted.ForEach(one => balancer.Attributes[one.Key] = one.Value);
        return Attributes(balancer);
    }

    private static JsonObject Attributes(LoadBalancer balancer) => Json.Of(("Attributes", Json.List(
        balancer.Attributes.Select(pair => Json.Of(("Key", pair.Key), ("Value", pair.Value))))));

    // The interfaces go with the balancer.
    private void Delete(ServiceCall call)
    {
        var state = State(call);
        if (state.LoadBalancers.Find(balancer => balancer.Arn == call.Required("LoadBalancerArn")) is not { } balancer)
        {
            return;
        }

        balancer.Interfaces.ForEach(InterfaceMaker.Remove);
        state.LoadBalancers.Remove(balancer);
    }

    private JsonObject CreateListener(ServiceCall call)
    {
        var state = State(call);
        var balancer = state.LoadBalancer(call.Required("LoadBalancerArn"));
        var port = call.Number("Port") ?? 80;
        if (balancer.Listeners.Exists(other => other.Shape(balancer).Number("Port") == port))
        {
            throw new AwsErrorException("DuplicateListener", $"A listener already exists on port {port} for load balancer '{balancer.Arn}'");
        }

        var actions = (JsonArray)(call.Input["DefaultActions"] ?? new JsonArray()).DeepClone();
        var listener = new Listener(
            $"{balancer.Arn.Replace(":loadbalancer/", ":listener/", StringComparison.Ordinal)}/{state.NewHex("listener")}",
            call.Text("Protocol") ?? "HTTP", port, actions, call.Text("SslPolicy"));
        foreach (var arn in listener.TargetGroupArns)
        {
            _ = state.TargetGroup(arn);
        }

        listener.Tags.Add(call.Items("Tags"));
        balancer.Listeners.Add(listener);
        return Json.Of(("Listeners", new JsonArray(listener.Shape(balancer))));
    }

    private JsonObject DescribeListeners(ServiceCall call)
    {
        var state = State(call);
        if (call.Texts("ListenerArns") is { Count: > 0 } arns)
        {
            return ElbState.Page(call, "Listeners", arns.Select(state.Listener).Select(item => item.Listener.Shape(item.Balancer)));
        }

        var balancer = state.LoadBalancer(call.Text("LoadBalancerArn")
            ?? throw ElbErrors.Invalid("You must specify either listener ARNs or a load balancer ARN"));
        return ElbState.Page(call, "Listeners", balancer.Listeners.Select(listener => listener.Shape(balancer)));
    }

    [GeneratedRegex("^[A-Za-z0-9]([A-Za-z0-9-]{0,30}[A-Za-z0-9])?$")]
    private static partial Regex Name();
}
