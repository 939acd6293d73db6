namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Deleting versions of objects takes an MFA code.</summary>
internal sealed class S3BucketMfaDelete() : ResourceRule(FactTypes.Buckets)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "s3-bucket-mfa-delete",
        Title = "Deleting versions of objects takes an MFA code.",
        Severity = FindingSeverity.Low,
        Service = "s3",
        Compliance = RuleInfo.Cis("2.1.2", "2.1.2", "3.1.2", "3.1.2"),
        Rationale = "Stolen keys that may delete can delete every version; without the device they cannot.",
        Remediation = "Sign in as root and turn MFA delete on: aws s3api put-bucket-versioning --versioning-configuration Status=Enabled,MFADelete=Enabled --mfa.",
        ByHand = "only the root user turns it on, with its MFA device in hand.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => Verdict.When(
        resource["VersioningConfiguration.MFADelete"].Flag == true, "it takes one", "it takes none", ("VersioningConfiguration.MFADelete", resource["VersioningConfiguration.MFADelete"].Text ?? "never set"));
}
