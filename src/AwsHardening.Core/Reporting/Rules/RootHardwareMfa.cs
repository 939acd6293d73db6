namespace AwsHardening.Core.Reporting.Rules;

/// <summary>The MFA of the root user is hardware.</summary>
internal sealed class RootHardwareMfa() : ResourceRule(FactTypes.AccountSummary, FactTypes.VirtualDevices)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "iam-root-hardware-mfa",
        Title = "The MFA of the root user is hardware.",
        Severity = FindingSeverity.Medium,
        Service = "iam",
        Compliance = RuleInfo.Cis("1.6", "1.5", "2.5", "2.6", "FSBP/IAM.6"),
        Rationale = "A virtual device is a secret on a telephone, which is copied, backed up and lost.",
        Remediation = "Sign in as root, add a security key or a hardware token, and remove the virtual device.",
        ByHand = "only the root user adds a device.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place)
    {
        var on = resource["SummaryMap.AccountMFAEnabled"].Number == 1;
        var device = place.All(FactTypes.VirtualDevices).FirstOrDefault(one => one["User.Arn"].Text?.EndsWith(":root", StringComparison.Ordinal) == true
            || one["SerialNumber"].Text?.EndsWith(":mfa/root-account-mfa-device", StringComparison.Ordinal) == true);
        return Verdict.When(on && device is null, "it is none of the virtual devices", on ? "it is a virtual device" : "it has no MFA",
            ("AccountMFAEnabled", resource["SummaryMap.AccountMFAEnabled"]), ("SerialNumber", device?["SerialNumber"].Text));
    }
}
