using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Elb;

/// <summary>The load balancers and target groups of one Region.</summary>
internal sealed class ElbState(SandboxAccount account, string region)
{
    public List<LoadBalancer> LoadBalancers { get; } = [];

    public List<TargetGroup> TargetGroups { get; } = [];

    public Ec2Region Ec2 => account.Service<Ec2Service>().State.Region(region);

    public string Region => region;

    public DateTimeOffset Now => account.Clock.GetUtcNow();

    public string NewHex(string kind) => account.Ids.NextHex(kind, 16);

    public string Arn(string resource) =>
        $"arn:{AwsPartition.OfRegion(region).Name}:elasticloadbalancing:{region}:{account.AccountId}:{resource}";

    public NetworkInterface AddInterface(ServiceInterface wanted) =>
        Ec2.NetworkInterfaces.Get(account.Service<Ec2Service>().AddServiceInterface(region, wanted));

    public LoadBalancer LoadBalancer(string arn) => LoadBalancers.Find(balancer => balancer.Arn == arn) ?? throw ElbErrors.NoLoadBalancer(arn);

    public TargetGroup TargetGroup(string arn) => TargetGroups.Find(group => group.Arn == arn) ?? throw ElbErrors.NoTargetGroup();

    public (LoadBalancer Balancer, Listener Listener) Listener(string arn) =>
        LoadBalancers.SelectMany(balancer => balancer.Listeners.Select(listener => (balancer, listener)))
            .Where(item => item.listener.Arn == arn).Select(item => ((LoadBalancer, Listener)?)item).FirstOrDefault()
        ?? throw ElbErrors.NoListener();

    /// <summary>The balancers that lead to a target group.</summary>
    public IEnumerable<LoadBalancer> Leading(TargetGroup group) =>
        LoadBalancers.Where(balancer => balancer.Listeners.Exists(listener => listener.TargetGroupArns.Contains(group.Arn)));

    /// <summary>The tags of anything that an ARN names.</summary>
    public TagSet Tags(string arn) => LoadBalancers.Find(balancer => balancer.Arn == arn)?.Tags
        ?? TargetGroups.Find(group => group.Arn == arn)?.Tags
        ?? (arn.Contains(":listener/", StringComparison.Ordinal) ? Listener(arn).Listener.Tags
            : arn.Contains(":targetgroup/", StringComparison.Ordinal) ? TargetGroup(arn).Tags : LoadBalancer(arn).Tags);

    public static JsonObject Page(ServiceCall call, string list, IEnumerable<JsonNode?> items)
    {
        var (page, next) = PageToken.Cut(
            call.Operation, [.. items], call.Number("PageSize") ?? 400, call.Text("Marker"),
            () => ElbErrors.Invalid($"Invalid marker: {call.Text("Marker")}"));
        return Json.Of((list, Json.List(page)), ("NextMarker", next));
    }
}
