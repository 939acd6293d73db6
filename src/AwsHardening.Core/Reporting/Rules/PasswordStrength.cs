using AwsHardening.Core.Identity.Passwords;
using AwsHardening.Core.Reporting.Repairs;

namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Passwords have letters of both kinds, digits and symbols.</summary>
internal sealed class PasswordStrength() : PlaceRule(FactTypes.PasswordPolicy)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "iam-password-strength",
        Title = "Passwords have letters of both kinds, digits and symbols.",
        Severity = FindingSeverity.Medium,
        Service = "iam",
        Compliance = ["FSBP/IAM.7"],
        Rationale = "Passwords of one kind of character are tried through sooner.",
        Remediation = "Ask for all four kinds of characters in the password policy.",
        Repair = new PasswordRepair(new(), PasswordBaselines.Fsbp),
    };

    private static readonly string[] s_settings = ["RequireUppercaseCharacters", "RequireLowercaseCharacters", "RequireNumbers", "RequireSymbols"];

    protected override Verdict? Verdict(AuditPlace place)
    {
        var policy = place.One(FactTypes.PasswordPolicy)?["PasswordPolicy"] ?? default;
        var missing = s_settings.Where(setting => policy[setting].Flag != true).ToArray();
        return Reporting.Verdict.When(missing.Length == 0 && policy["MinimumPasswordLength"].Number >= 8, "all are asked for", policy.Exists ? $"not asked for: {string.Join(", ", missing)}" : "the account has no password policy",
            [.. s_settings.Select(setting => (setting, (object?)policy[setting].Text))]);
    }
}
