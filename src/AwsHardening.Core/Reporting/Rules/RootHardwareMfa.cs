namespace AwsHardening.Core.Reporting.Rules;

/// <summary>The root user has a hardware MFA device.</summary>
internal sealed class RootHardwareMfa() : ResourceRule(FactTypes.AccountSummary, FactTypes.VirtualMfaDevices)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "iam-root-hardware-mfa",
        Title = "The root user has a hardware MFA device.",
        Severity = FindingSeverity.Medium,
        Service = "iam",
        Compliance = RuleInfo.Cis("1.6", "1.5", "2.5", "2.6", "FSBP/IAM.6"),
        Rationale = "A virtual device is as safe as the telephone that it is on.",
        Remediation = "Sign in as root and replace the virtual device by a hardware one.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place)
    {
        var device = place.All(FactTypes.VirtualMfaDevices).FirstOrDefault(one => one["User.Arn"].Text?.EndsWith(":root", StringComparison.Ordinal) == true);
        var has = resource["SummaryMap.AccountMFAEnabled"].Number == 1;
        return Verdict.When(has && device is null, "its device is no virtual one", has ? "its device is a virtual one" : "it has no MFA",
            ("AccountMFAEnabled", resource["SummaryMap.AccountMFAEnabled"]), ("SerialNumber", device?["SerialNumber"].Text));
    }
}
