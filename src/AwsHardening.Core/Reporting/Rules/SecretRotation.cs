namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Secrets rotate.</summary>
internal sealed class SecretRotation() : ResourceRule(FactTypes.Secrets)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "secretsmanager-rotation",
        Title = "Secrets rotate.",
        Severity = FindingSeverity.Medium,
        Service = "secretsmanager",
        Compliance = ["FSBP/SecretsManager.1"],
        Rationale = "Who has once seen a secret can use it for as long as it stays the same.",
        Remediation = "Give the secret a rotation function and a schedule: aws secretsmanager rotate-secret.",
        ByHand = "what uses the secret must be able to take a new one, and the function that makes one is yours.",
    };

    // Secrets that a service keeps for itself are its own to rotate.
    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => resource["OwningService"].Text is { Length: > 0 } ? null : Verdict.When(
        resource["RotationEnabled"].Flag == true, "it rotates", "it does not rotate", ("RotationEnabled", resource["RotationEnabled"].Flag ?? false), ("LastRotatedDate", resource["LastRotatedDate"].Text ?? "never"));
}
