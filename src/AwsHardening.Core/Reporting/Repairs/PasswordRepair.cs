using AwsHardening.Core.Changes;
using AwsHardening.Core.Identity.Kinds;
using AwsHardening.Core.Identity.Passwords;

namespace AwsHardening.Core.Reporting.Repairs;

/// <summary>Raises the account's password policy: all that its findings ask for, in one change.</summary>
/// <param name="settings">What a finding asks for.</param>
/// <param name="baselines">What it asks for by name: of that nothing is lowered that is stricter already.</param>
internal sealed class PasswordRepair(PasswordSettings settings, params string[] baselines) : Repair
{
    private readonly PasswordSettings _settings = settings;
    private readonly string[] _baselines = baselines;

    public override string? Command => "Set-PasswordPolicy";

    public override async Task PlanAsync(RepairScene scene, IReadOnlyList<RepairCase> cases) => scene.Add(await PasswordPolicyOperation.PlanAsync(
        scene.Session,
        new PasswordPolicyOptions
        {
            Settings = cases.Select(one => one.By<PasswordRepair>()._settings).Aggregate((strictest, next) => strictest.StricterOf(next)),
            Baseline = [.. cases.SelectMany(one => one.By<PasswordRepair>()._baselines).Distinct()],
        },
        scene.Host, scene.CancellationToken));

    public override bool Mends(ResourceChange change, HardeningFinding finding) => change.ResourceType == PasswordPolicyKind.Type;
}
