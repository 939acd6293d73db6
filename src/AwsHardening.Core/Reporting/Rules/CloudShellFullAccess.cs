namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Nobody has AWSCloudShellFullAccess.</summary>
internal sealed class CloudShellFullAccess() : AttachedPolicyRule("AWSCloudShellFullAccess")
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "iam-cloudshell-full-access",
        Title = "Nobody has AWSCloudShellFullAccess.",
        Severity = FindingSeverity.Medium,
        Service = "iam",
        Compliance = RuleInfo.Cis("1.22", "1.21", "2.21", "2.20"),
        Rationale = "With CloudShell files leave the account through a browser, past every network control.",
        Remediation = "Detach AWSCloudShellFullAccess, and allow CloudShell without file transfer where it is needed.",
        ByHand = "whoever has it may use it; what is to take its place is yours to say.",
    };

    protected override bool IsTooMuch(FactType type, AuditResource holder) => true;
}
