using AwsHardening.Core.Reporting.Repairs;
using AwsHardening.Core.Storage;

namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Buckets refuse what does not come over TLS.</summary>
internal sealed class S3BucketTls() : ResourceRule(FactTypes.Buckets)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "s3-bucket-tls",
        Title = "Buckets refuse what does not come over TLS.",
        Severity = FindingSeverity.Medium,
        Service = "s3",
        Compliance = RuleInfo.Cis("2.1.1", "2.1.1", "3.1.1", "3.1.1", "FSBP/S3.5"),
        Rationale = "A client that is set up wrong sends names, contents and signed requests in the clear.",
        Remediation = "Deny s3:* where aws:SecureTransport is false.",
        Repair = new BucketRepair(BucketSetting.Policy),
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place)
    {
        var arn = $"arn:{place.Document.Partition}:s3:::{resource["Name"]}";
        var kept = Storage.PolicyDocument.Has(resource["Policy"]["Policy"].Text ?? resource["Policy"].Text, Storage.PolicyDocument.TlsOnly(arn));
        return Verdict.When(kept, "its policy denies them", "its policy has no such statement", ("Policy", resource["Policy"]));
    }
}
