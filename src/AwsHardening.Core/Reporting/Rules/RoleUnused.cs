using AwsHardening.Core.Reading;

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
        if (TrustRule.IsServiceLinked(resource))
        {
            return null;
        }

        // AWS keeps the last use for 400 days, and shows an empty one for what was never used.
        var last = resource["RoleLastUsed"];
        if (!last.Exists)
        {
            throw new UnreadFactException(new InvalidOperationException("AWS said nothing of it"))
            {
                What = $"the last use of {resource["RoleName"]}",
                IamAction = "iam:GetAccountAuthorizationDetails",
            };
        }

        var since = last["LastUsedDate"].Time ?? resource["CreateDate"].Time;
        return Verdict.When(
            (place.Document.CollectedAt - since)?.TotalDays < Days, "it was used or made since", $"nobody used it for {Days} days",
            ("RoleLastUsed.LastUsedDate", last["LastUsedDate"].Text ?? "never"), ("CreateDate", resource["CreateDate"]));
    }
}
