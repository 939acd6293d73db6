using AwsHardening.Core.Reporting.Repairs;

namespace AwsHardening.Core.Reporting.Rules;

/// <summary>The last 24 passwords cannot be used again.</summary>
internal sealed class PasswordReuse() : PlaceRule(FactTypes.PasswordPolicy)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "iam-password-reuse",
        Title = "The last 24 passwords cannot be used again.",
        Severity = FindingSeverity.Low,
        Service = "iam",
        Compliance = RuleInfo.Cis("1.9", "1.8", "2.8", "2.9"),
        Rationale = "A password that comes back may be one that was found meanwhile.",
        Remediation = "Set the password policy to remember 24.",
        Repair = new PasswordRepair(new() { PasswordReusePrevention = 24 }),
    };

    protected override Verdict? Verdict(AuditPlace place)
    {
        var policy = place.One(FactTypes.PasswordPolicy)?["PasswordPolicy"] ?? default;
        return Reporting.Verdict.When(policy["PasswordReusePrevention"].Number >= 24, $"{policy["PasswordReusePrevention"]} are remembered", policy.Exists ? $"{policy["PasswordReusePrevention"].Number ?? 0} are remembered" : "the account has no password policy",
            ("PasswordReusePrevention", policy["PasswordReusePrevention"]));
    }
}
