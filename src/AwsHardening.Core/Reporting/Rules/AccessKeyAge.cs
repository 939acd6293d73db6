namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Access keys are not older than 90 days.</summary>
internal sealed class AccessKeyAge() : ResourceRule(FactTypes.Credentials)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "iam-access-key-age",
        Title = "Access keys are not older than 90 days.",
        Severity = FindingSeverity.Medium,
        Service = "iam",
        Compliance = RuleInfo.Cis("1.14", "1.13", "2.13", "2.12", "FSBP/IAM.3"),
        Rationale = "The older a key, the more files, histories and machines have a copy of it.",
        Remediation = "Rotate the key; Update-AccessKey does, for a credential of the vault.",
        ByHand = "whoever works with the key must get the new one; Update-AccessKey rotates a key that a vault of this machine holds.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place)
    {
        if (CredentialFacts.IsRoot(resource) || !CredentialFacts.ActiveKeys(resource).Any())
        {
            return null;
        }

        var old = CredentialFacts.ActiveKeys(resource).Where(key => CredentialFacts.Days(resource, $"{key}_last_rotated", place) > 90).ToArray();
        return Verdict.When(old.Length == 0, "none is", $"{old.Length} of its keys are", [.. old.Select(key => ($"{key}_last_rotated", (object?)resource[$"{key}_last_rotated"]))]);
    }
}
