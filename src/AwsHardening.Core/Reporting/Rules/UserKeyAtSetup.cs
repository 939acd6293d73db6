namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Users with a password got no access key when they were made.</summary>
internal sealed class UserKeyAtSetup() : ResourceRule(FactTypes.Credentials)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "iam-user-key-at-setup",
        Title = "Users with a password got no access key when they were made.",
        Severity = FindingSeverity.Low,
        Service = "iam",
        Compliance = RuleInfo.Cis("1.11", "1.10", "2.10", null),
        Rationale = "A key that is made because the form offers it is used by nobody, and lies about.",
        Remediation = "Delete the key; make one when somebody needs it.",
        ByHand = "a key that nobody used yet may be about to be used.",
    };

    // A form makes user and key in one go.
    private static readonly TimeSpan s_together = TimeSpan.FromMinutes(5);

    protected override Verdict? Judge(AuditResource resource, AuditPlace place)
    {
        if (CredentialFacts.IsRoot(resource) || !CredentialFacts.Is(resource, "password_enabled"))
        {
            return null;
        }

        var made = resource["user_creation_time"].Time;
        var found = CredentialFacts.ActiveKeys(resource).Where(key => resource[$"{key}_last_rotated"].Time - made < s_together && !resource[$"{key}_last_used_date"].Exists).ToArray();
        return Verdict.When(found.Length == 0, "no key was made with it and never used", "a key was made with it and never used",
            [("user_creation_time", resource["user_creation_time"]), .. found.Select(key => ($"{key}_last_rotated", (object?)resource[$"{key}_last_rotated"]))]);
    }
}
