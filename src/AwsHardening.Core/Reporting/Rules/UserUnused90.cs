using AwsHardening.Core.Reporting.Repairs;

namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Credentials that nobody used for 90 days are gone.</summary>
internal sealed class UserUnused90() : ResourceRule(FactTypes.Credentials)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "iam-user-inactive",
        Title = "Credentials that nobody used for 90 days are gone.",
        Severity = FindingSeverity.Medium,
        Service = "iam",
        Compliance = ["FSBP/IAM.8"],
        Rationale = "Nobody misses them when they are stolen.",
        Remediation = "Make the key inactive or take the password away; delete the user when nobody asks.",
        Repair = new UnusedKeyRepair(90),
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place)
    {
        if (CredentialFacts.IsRoot(resource) || (!CredentialFacts.Is(resource, "password_enabled") && !CredentialFacts.ActiveKeys(resource).Any()))
        {
            return null;
        }

        var unused = CredentialFacts.Unused(resource, place, 90).ToArray();
        return Verdict.When(unused.Length == 0, "all of them were used or made since", $"not used for 90 days: {string.Join(", ", unused.Select(one => one.What))}", [.. unused])
            .LeftBecause(CredentialFacts.WhyNotMadeInactive(unused.Select(one => one.What)));
    }
}
