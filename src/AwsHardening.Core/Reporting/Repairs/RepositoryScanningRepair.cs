using System.Text.Json.Nodes;
using AwsHardening.Core.Audit;
using AwsHardening.Core.Reporting.Kinds;

namespace AwsHardening.Core.Reporting.Repairs;

/// <summary>Has repositories scan what is pushed to them, where the registry leaves that to its repositories.</summary>
internal sealed class RepositoryScanningRepair : Repair
{
    public override async Task PlanAsync(RepairScene scene, IReadOnlyList<RepairCase> cases)
    {
        foreach (var registry in cases.GroupBy(one => one.Region))
        {
            var answer = await AuditReads.ReadAsync(scene.Aws.In(registry.Key), "ecr", "GetRegistryScanningConfiguration", [], scene.CancellationToken);
            var scanning = answer["scanningConfiguration"];
            if ((string?)scanning?["scanType"] == "ENHANCED" || scanning?["rules"] is JsonArray { Count: > 0 })
            {
                foreach (var one in registry)
                {
                    await scene.LeaveAsync(
                        one, "the rules of its registry say which repositories are scanned, and a repository's own setting is not asked.",
                        "Add a filter that names it: aws ecr put-registry-scanning-configuration.");
                }

                continue;
            }

            await foreach (var (_, header, present) in scene.PresentAsync(
                [.. registry], same => scene.Header(same[0].Region, RepositoryKind.Type, same[0].Id, same[0].Id, $"Has the images of repository {same[0].Id} scanned when they are pushed.")))
            {
                scene.Add("Scan images when they are pushed", RepositoryKind.Scan(header, present));
            }
        }
    }
}
