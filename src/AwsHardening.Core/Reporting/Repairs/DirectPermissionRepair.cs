using AwsHardening.Core.Identity.Roles;

namespace AwsHardening.Core.Reporting.Repairs;

/// <summary>Leaves users nothing but roles to assume; refuses whoever has none, the caller, and the last administrator.</summary>
internal sealed class DirectPermissionRepair : Repair
{
    public override string? Command => "Remove-DirectPermission";

    public override string? WhenNothing => "what it has of its own lets it assume roles and nothing else, which is left to users.";

    public override async Task PlanAsync(RepairScene scene, IReadOnlyList<RepairCase> cases) => scene.Add(await DirectPermissionOperation.PlanAsync(
        scene.Session, [.. cases.Select(one => one.Id)], new DirectPermissionOptions(), scene.Host, scene.CancellationToken));
}
