using AwsHardening.Core.Reporting.Repairs;

namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Passwords have 14 characters at least.</summary>
internal sealed class PasswordLength() : PlaceRule(FactTypes.PasswordPolicy)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "iam-password-length",
        Title = "Passwords have 14 characters at least.",
        Severity = FindingSeverity.Medium,
        Service = "iam",
        Compliance = RuleInfo.Cis("1.8", "1.7", "2.7", "2.8"),
        Rationale = "Short passwords are tried through.",
        Remediation = "Set the minimum length of the password policy to 14.",
        Repair = new PasswordRepair(new() { MinimumPasswordLength = 14 }),
    };

    protected override Verdict? Verdict(AuditPlace place)
    {
        var policy = place.One(FactTypes.PasswordPolicy)?["PasswordPolicy"] ?? default;
        return Reporting.Verdict.When(policy["MinimumPasswordLength"].Number >= 14, $"{policy["MinimumPasswordLength"]} are asked for", policy.Exists ? $"{policy["MinimumPasswordLength"]} are enough" : "the account has no password policy",
            ("MinimumPasswordLength", policy["MinimumPasswordLength"]));
    }
}
