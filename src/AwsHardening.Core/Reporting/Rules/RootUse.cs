namespace AwsHardening.Core.Reporting.Rules;

/// <summary>The root user is not used day by day.</summary>
internal sealed class RootUse() : ResourceRule(FactTypes.Credentials)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "iam-root-use",
        Title = "The root user is not used day by day.",
        Severity = FindingSeverity.High,
        Service = "iam",
        Compliance = RuleInfo.Cis("1.7", "1.6", "2.6", "2.7"),
        Rationale = "Root is for the few things that nobody else can do.",
        Remediation = "Use a role; look at what root did with Get-TrailEvent.",
        ByHand = "what was done is done.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place)
    {
        if (!CredentialFacts.IsRoot(resource))
        {
            return null;
        }

        var used = new[] { "password_last_used", "access_key_1_last_used_date", "access_key_2_last_used_date" }.Where(column => CredentialFacts.Days(resource, column, place) < 45).ToArray();
        return Verdict.When(used.Length == 0, "it was not used in the last 45 days", "it was used in the last 45 days", [.. used.Select(column => (column, (object?)resource[column]))]);
    }
}
