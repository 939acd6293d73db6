namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Every group has members.</summary>
internal sealed class GroupEmpty() : ResourceRule(FactTypes.Groups, FactTypes.Users)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "iam-group-empty",
        Title = "Every group has members.",
        Severity = FindingSeverity.Low,
        Service = "iam",
        Rationale = "A group without members gives its permissions to whoever is put into it.",
        Remediation = "Delete the group.",
        ByHand = "somebody may be about to use it.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place)
    {
        var members = place.With(FactTypes.Users, "GroupList[]", resource["GroupName"].Text).Count();
        return Verdict.When(members > 0, $"it has {members}", "it has none", ("Members", members));
    }
}
