using AwsHardening.Core.Reporting.Repairs;

namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Users have at most one active access key.</summary>
internal sealed class AccessKeySingle() : ResourceRule(FactTypes.Credentials)
{
    private const int UnusedDays = 45;

    public override RuleInfo Info { get; } = new()
    {
        Id = "iam-access-key-single",
        Title = "Users have at most one active access key.",
        Severity = FindingSeverity.Low,
        Service = "iam",
        Compliance = RuleInfo.Cis("1.13", "1.12", "2.12", null),
        Rationale = "Two active keys mean a rotation that nobody finished, or a key that nobody knows of.",
        Remediation = "Make the key that is not used inactive.",
        Repair = new UnusedKeyRepair(UnusedDays),
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place)
    {
        if (CredentialFacts.IsRoot(resource) || !CredentialFacts.ActiveKeys(resource).Any())
        {
            return null;
        }

        var unused = CredentialFacts.Unused(resource, place, UnusedDays).Count(one => CredentialFacts.Keys.Contains(one.What));
        return Verdict.When(CredentialFacts.ActiveKeys(resource).Count() == 1, "it has one", "it has two", ("access_key_1_last_used_date", resource["access_key_1_last_used_date"]), ("access_key_2_last_used_date", resource["access_key_2_last_used_date"]))
            .LeftBecause(unused == 1 ? null : $"which of its keys is to go is yours to say: {(unused == 0 ? "both were used or made" : "neither was used")} within {UnusedDays} days.");
    }
}
