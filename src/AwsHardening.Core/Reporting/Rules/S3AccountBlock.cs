using AwsHardening.Core.Reporting.Repairs;

namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Public access to all buckets of the account is blocked.</summary>
internal sealed class S3AccountBlock() : PlaceRule(FactTypes.AccountBlock)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "s3-account-block",
        Title = "Public access to all buckets of the account is blocked.",
        Severity = FindingSeverity.High,
        Service = "s3",
        Compliance = RuleInfo.Cis("2.1.4", "2.1.4", "3.1.4", "3.1.4", "FSBP/S3.1"),
        Rationale = "With the block of the account, no policy and no ACL of any bucket can let everybody in.",
        Remediation = "Turn all four settings on.",
        Repair = new BaselineRepair(AuditBaselineService.BucketPublicAccessBlock),
    };

    protected override Verdict? Verdict(AuditPlace place)
    {
        var block = place.One(FactTypes.AccountBlock);
        var off = BlockSettings.Off(name => block?[name].Flag == true);
        return Reporting.Verdict.When(off.Length == 0, "all of it is on", block is null ? "the account has none" : $"off: {string.Join(", ", off)}", [.. BlockSettings.All.Select(name => (name, (object?)block?[name].Text))])
            .FixedBy("Enable-AuditBaseline -Include BucketPublicAccessBlock");
    }
}
