using AwsHardening.Core.Reporting.Repairs;
using AwsHardening.Core.Storage;

namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Buckets keep versions of their objects.</summary>
internal sealed class S3BucketVersioning() : ResourceRule(FactTypes.Buckets)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "s3-bucket-versioning",
        Title = "Buckets keep versions of their objects.",
        Severity = FindingSeverity.Low,
        Service = "s3",
        Rationale = "What is written over or deleted, by mistake or by an intruder, is gone without versions.",
        Remediation = "Turn versioning on.",
        Repair = new BucketRepair(BucketSetting.Versioning),
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => Verdict.When(
        resource["VersioningConfiguration.Status"].Text == "Enabled", "versioning is on", "versioning is off", ("VersioningConfiguration.Status", resource["VersioningConfiguration.Status"]));
}
