namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Sessions of Session Manager are encrypted with a key of the account.</summary>
internal sealed class SessionEncryption() : PlaceRule(FactTypes.SessionPreferences, FactTypes.ManagedInstances)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "ssm-session-encryption",
        Title = "Sessions of Session Manager are encrypted with a key of the account.",
        Severity = FindingSeverity.Low,
        Service = "ssm",
        Rationale = "With a key, starting a session takes the right to use the key as well, which is given and taken away in one place.",
        Remediation = "Set kmsKeyId in the preferences of Session Manager.",
        ByHand = "a key costs by the month, and instances and users must be let use it: which key is yours to say.",
    };

    protected override Verdict? Verdict(AuditPlace place)
    {
        var key = PreferencesFacts.Of(place)?["inputs"]?["kmsKeyId"]?.ToString() ?? "";
        return place.All(FactTypes.ManagedInstances).Count == 0 && key.Length == 0 ? null
            : Reporting.Verdict.When(key.Length > 0, "a key encrypts them", "no key encrypts them beside TLS", ("kmsKeyId", key));
    }
}
