using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Snapshots;

namespace AwsHardening.Core.Account.Snapshots;

/// <summary>Reads load balancers, target groups with the health of their targets, and listeners with their rules.</summary>
internal sealed class SnapshotBalancers(SnapshotParts parts)
{
    private static readonly (string Member, int Most) s_size = ("PageSize", 400);

    private static readonly SnapshotList s_balancers = List("DescribeLoadBalancers", "LoadBalancers");
    private static readonly SnapshotList s_groups = List("DescribeTargetGroups", "TargetGroups");
    private static readonly SnapshotList s_listeners = List("DescribeListeners", "Listeners");
    private static readonly SnapshotList s_rules = List("DescribeRules", "Rules");

    private readonly List<string> _arns = [];

    public IAsyncEnumerable<IEnumerable<SnapshotRecord>> Pages(SnapshotType type, CancellationToken token) =>
        type == SnapshotTypes.LoadBalancer ? Of(type, s_balancers, null, BalancerAsync, token)
        : type == SnapshotTypes.TargetGroup ? Of(type, s_groups, null, GroupAsync, token)
        : Listeners(token);

    private async IAsyncEnumerable<IEnumerable<SnapshotRecord>> Listeners([EnumeratorCancellation] CancellationToken token)
    {
        foreach (var arn in _arns)
        {
            await foreach (var page in Of(SnapshotTypes.Listener, s_listeners, new JsonObject { ["LoadBalancerArn"] = arn }, ListenerAsync, token))
            {
                yield return page;
            }
        }
    }

    private async IAsyncEnumerable<IEnumerable<SnapshotRecord>> Of(
        SnapshotType type, SnapshotList list, JsonObject? parameters, Func<SnapshotPart, Task> read, [EnumeratorCancellation] CancellationToken token)
    {
        await foreach (var page in parts.Pages(list, parameters, token))
        {
            if (type == SnapshotTypes.LoadBalancer)
            {
                _arns.AddRange(page.Select(balancer => (string)balancer["LoadBalancerArn"]!));
            }

            yield return await parts.RecordsAsync(type, page, read, token);
        }
    }

    private static async Task BalancerAsync(SnapshotPart balancer)
    {
        balancer.Set("Attributes", (await balancer.AskAsync("DescribeLoadBalancerAttributes", ("LoadBalancerArn", balancer.Id)))?["Attributes"]);
        await TagsAsync(balancer);
    }

    private static async Task GroupAsync(SnapshotPart group)
    {
        group.Set(
            "TargetHealthDescriptions",
            (await group.AskAsync("DescribeTargetHealth", ("TargetGroupArn", group.Id)))?["TargetHealthDescriptions"]);
        await TagsAsync(group);
    }

    private static async Task ListenerAsync(SnapshotPart listener)
    {
        listener.Set("Rules", await listener.ListAsync(s_rules, ("ListenerArn", listener.Id)));
        await TagsAsync(listener);
    }

    private static async Task TagsAsync(SnapshotPart part)
    {
        var answer = await part.AskAsync("DescribeTags", new JsonObject { ["ResourceArns"] = new JsonArray(part.Id) });
        part.Set("Tags", answer?["TagDescriptions"]?[0]?["Tags"]);
    }

    private static SnapshotList List(string operation, string items) => new("elbv2", operation, items, "Marker", "NextMarker") { Size = s_size };
}
