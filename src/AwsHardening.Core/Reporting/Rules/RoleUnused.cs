namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Roles that nobody used for 90 days are gone.</summary>
internal sealed class RoleUnused() : ResourceRule(FactTypes.Roles)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "iam-role-unused",
        Title = "Roles that nobody used for 90 days are gone.",
        Severity = FindingSeverity.Low,
        Service = "iam",
        Rationale = "Nobody misses a role when somebody else begins to use it.",
        Remediation = "Delete the role, or take its permissions away.",
        ByHand = "a role for emergencies is used by nobody until then.",
    };

    private const int Days = 90;

    protected override Verdict? Judge(AuditResource resource, AuditPlace place)
    {
        // AWS keeps the last use for 400 days, and shows none for what was never used.
        var since = resource["RoleLastUsed.LastUsedDate"].Time ?? resource["CreateDate"].Time;
        return TrustRule.IsServiceLinked(resource) || since is null ? null : Verdict.When(
            (place.Document.CollectedAt - since.Value).TotalDays < Days, "it was used or made since", $"nobody used it for {Days} days",
            ("RoleLastUsed.LastUsedDate", resource["RoleLastUsed.LastUsedDate"].Text ?? "never"), ("CreateDate", resource["CreateDate"]));
    }
}
