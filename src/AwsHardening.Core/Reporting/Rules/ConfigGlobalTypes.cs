namespace AwsHardening.Core.Reporting.Rules;

/// <summary>One recorder of AWS Config records users, groups, roles and policies.</summary>
internal sealed class ConfigGlobalTypes() : AccountRule(FactTypes.Recorders)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "config-global-types",
        Title = "One recorder of AWS Config records users, groups, roles and policies.",
        Severity = FindingSeverity.Low,
        Service = "config",
        Rationale = "Without it nobody can say how a role was before it was changed; with several, each change is paid for several times.",
        Remediation = "Let the recorder of one Region include global resource types.",
        ByHand = "in which Region they are to be recorded is yours to say.",
    };

    protected override Verdict? Verdict(AuditPlace place)
    {
        var recorders = place.Document.Regions.SelectMany(region => region.All(FactTypes.Recorders).Where(one => !one["servicePrincipal"].Exists).Select(one => (region.Name, Recorder: one))).ToArray();
        var global = recorders.Where(one => one.Recorder["recordingGroup.includeGlobalResourceTypes"].Flag == true).Select(one => one.Name).ToArray();
        return recorders.Length == 0 ? null : Reporting.Verdict.When(global.Length == 1, $"that of {string.Join(", ", global)} does", global.Length == 0 ? "none does" : $"{global.Length} do",
            [.. recorders.Select(one => (one.Name, (object?)$"includeGlobalResourceTypes {one.Recorder["recordingGroup.includeGlobalResourceTypes"].Flag == true}"))]);
    }
}
