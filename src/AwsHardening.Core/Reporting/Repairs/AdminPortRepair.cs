using AwsHardening.Core.Changes;
using AwsHardening.Core.Network;
using AwsHardening.Core.Network.Ingress;
using AwsHardening.Core.Reporting.Rules;

namespace AwsHardening.Core.Reporting.Repairs;

/// <summary>Closes admin ports of security groups, once another way in is proven for every instance behind them.</summary>
/// <param name="source">From whom: <c>World</c> or <c>Any</c>.</param>
internal sealed class AdminPortRepair(string source) : Repair
{
    public const string World = "World";
    public const string Any = "Any";

    private readonly string _source = source;

    public override int Order => 20;

    public override string? Command => "Remove-AdminIngress";

    public override async Task PlanAsync(RepairScene scene, IReadOnlyList<RepairCase> cases)
    {
        // A group is worked on once: closed to any, it is closed to the world.
        var groups = cases.GroupBy(one => (one.Region, one.Id))
            .Select(group => (group.Key.Region, group.Key.Id, Source: group.Any(one => one.By<AdminPortRepair>()._source == Any) ? Any : World));
        foreach (var together in groups.GroupBy(group => (group.Region, group.Source)))
        {
            var target = new AdminIngressTarget([], [new SgRuleQuery { GroupId = [.. together.Select(group => group.Id)] }]);
            var options = new AdminIngressOptions { Source = [together.Key.Source], Port = GroupIngress.AdminPorts, UdpPort = GroupIngress.AdminPorts };
            scene.Add(await AdminIngressOperation.PlanAsync(scene.In(together.Key.Region), target, options, scene.Host, scene.CancellationToken));
        }
    }

    // Each group was proven with those before it closed.
    public override bool LeansOn(ResourceChange later, ResourceChange earlier) => later.Region == earlier.Region;
}
