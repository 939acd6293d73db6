using AwsHardening.Core.Reporting.Repairs;
using AwsHardening.Core.Storage;

namespace AwsHardening.Core.Reporting.Rules;

/// <summary>No bucket lets everybody in.</summary>
internal sealed class S3BucketPublic() : ResourceRule(FactTypes.Buckets, FactTypes.AccountBlock)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "s3-bucket-public",
        Title = "No bucket lets everybody in.",
        Severity = FindingSeverity.Critical,
        Service = "s3",
        Compliance = ["FSBP/S3.2", "FSBP/S3.3"],
        Rationale = "What everybody can read is found and copied by machines that do nothing else.",
        Remediation = "Take the statement or the grant out, and block public access.",
        Repair = new BucketRepair(BucketSetting.PublicAccessBlock),
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => BucketFacts.Public(resource, place);
}
