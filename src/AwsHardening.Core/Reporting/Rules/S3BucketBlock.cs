using AwsHardening.Core.Reporting.Repairs;
using AwsHardening.Core.Storage;

namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Buckets block public access themselves.</summary>
internal sealed class S3BucketBlock() : ResourceRule(FactTypes.Buckets)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "s3-bucket-block",
        Title = "Buckets block public access themselves.",
        Severity = FindingSeverity.Medium,
        Service = "s3",
        Compliance = RuleInfo.Cis("2.1.4", "2.1.4", "3.1.4", "3.1.4", "FSBP/S3.8"),
        Rationale = "The block of the bucket stays when somebody lifts that of the account for another.",
        Remediation = "Turn all four settings on.",
        Repair = new BucketRepair(BucketSetting.PublicAccessBlock),
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place)
    {
        var off = BlockSettings.Off(name => resource[$"PublicAccessBlockConfiguration.{name}"].Flag == true);
        return Verdict.When(off.Length == 0, "all of it is on", $"off: {string.Join(", ", off)}", [.. BlockSettings.All.Select(name => (name, (object?)resource[$"PublicAccessBlockConfiguration.{name}"].Text))]);
    }
}
