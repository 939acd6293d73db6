using System.Text.Json.Nodes;
using AwsHardening.Core.Audit;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Network;
using AwsHardening.Core.Network.Model;

namespace AwsHardening.Core.Reporting.Repairs;

/// <summary>Takes all rules out of a VPC's default group, where nothing is in it.</summary>
internal sealed class DefaultGroupRepair : Repair
{
    public override int Order => 30;

    public override async Task PlanAsync(RepairScene scene, IReadOnlyList<RepairCase> cases)
    {
        foreach (var one in cases)
        {
            var members = await AuditReads.PagesAsync(
                scene.Aws.In(one.Region), "ec2", "DescribeNetworkInterfaces",
                new() { ["Filters"] = new JsonArray(new JsonObject { ["Name"] = "group-id", ["Values"] = new JsonArray(one.Id) }) },
                "NetworkInterfaces", scene.CancellationToken);
            if (members.Count > 0)
            {
                await scene.LeaveAsync(
                    one, $"{members.Count} interfaces are in it ({string.Join(", ", members.Take(3).Select(side => (string?)side["NetworkInterfaceId"]))}{(members.Count > 3 ? ", …" : "")}), and work by its rules.",
                    "Give them a group of their own that lets through what they need, then repair again.");
                continue;
            }

            await CloseAsync(scene, one);
        }
    }

    private static async Task CloseAsync(RepairScene scene, RepairCase one)
    {
        foreach (var direction in Enum.GetValues<RuleDirection>())
        {
            var header = scene.Header(
                one.Region, SecurityGroupChange.ResourceType, one.Id, "default", $"Takes the {direction} rules out of a default group that nothing is in.");
            var present = await scene.PresentAsync(header);
            Rule[] rules =
            [
                .. ((JsonArray)present["SecurityGroupRules"]!).Select(rule => RuleContent.Parse((JsonObject)rule!, one.Id)).Where(rule => rule.Key.Direction == direction),
            ];
            scene.Add(
                $"Take {rules.Length} {direction} rules out of a default group that nothing is in",
                rules.Length == 0 ? null : SecurityGroupChange.Build(header, direction, rules, []));
        }
    }
}
