using AwsHardening.Core.Changes;
using AwsHardening.Core.Identity.Kinds;
using AwsHardening.Core.Identity.Passwords;

namespace AwsHardening.Core.Reporting.Repairs;

/// <summary>Raises the account's password policy: all that its findings ask for, in one change.</summary>
/// <param name="settings">What a finding asks for.</param>
internal sealed class PasswordRepair(PasswordSettings settings) : Repair
{
    private readonly PasswordSettings _settings = settings;

    public override string? Command => "Set-PasswordPolicy";

    public override async Task PlanAsync(RepairScene scene, IReadOnlyList<RepairCase> cases) => scene.Add(await PasswordPolicyOperation.PlanAsync(
        scene.Session,
        new PasswordPolicyOptions { Settings = cases.Select(one => one.By<PasswordRepair>()._settings).Aggregate((strictest, next) => strictest.StricterOf(next)) },
        scene.Host, scene.CancellationToken));

    public override bool Mends(ResourceChange change, HardeningFinding finding) => change.ResourceType == PasswordPolicyKind.Type;
}
