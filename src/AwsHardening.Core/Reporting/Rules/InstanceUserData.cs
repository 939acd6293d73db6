namespace AwsHardening.Core.Reporting.Rules;

/// <summary>No instance was told an access key or a private key.</summary>
internal sealed class InstanceUserData() : ResourceRule(FactTypes.ToldInstances)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "ec2-instance-user-data",
        Title = "No instance was told an access key or a private key.",
        Severity = FindingSeverity.High,
        Service = "ec2",
        Rationale = "User data is read by every program on the instance, and by whoever may describe it.",
        Remediation = "Give the instance a role, or keep the secret in Secrets Manager; then change the secret, which was read by whoever looked.",
        ByHand = "user data changes while an instance is stopped alone, and the secret is to be changed with it.",
    };

    // What a copy of the account says of the instance never shows the text.
    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => resource["State.Name"].Text == "terminated" ? null
        : Verdict.When(
            resource["UserData.UserData"].Text is not { } told || !SecretLook.IsInBase64(told), "it was told none", "it was told one", ("UserData", "a key in plain text, not shown here"));
}
