using AwsHardening.Core.Reporting.Repairs;
using AwsHardening.Core.Storage;

namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Buckets have lifecycle rules.</summary>
internal sealed class S3BucketLifecycle() : ResourceRule(FactTypes.Buckets)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "s3-bucket-lifecycle",
        Title = "Buckets have lifecycle rules.",
        Severity = FindingSeverity.Low,
        Service = "s3",
        Compliance = ["FSBP/S3.13"],
        Rationale = "Data that nobody needs any more can still be stolen.",
        Remediation = "Add rules that let old versions and unfinished uploads expire.",
        Repair = new BucketRepair(BucketSetting.Lifecycle),
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => Verdict.When(
        resource["LifecycleConfiguration.Rules"].Items.Any(rule => rule["Status"].Text == "Enabled"), "a rule is enabled", "no lifecycle rule is enabled", ("LifecycleConfiguration", resource["LifecycleConfiguration"]));
}
