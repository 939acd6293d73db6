using AwsHardening.Core.Reporting.Repairs;
using AwsHardening.Core.Storage;

namespace AwsHardening.Core.Reporting.Rules;

/// <summary>The bucket of a trail lets nobody else in.</summary>
internal sealed class TrailBucketPublic() : TrailBucketRule(FactTypes.AccountBlock)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "cloudtrail-bucket-public",
        Title = "The bucket of a trail lets nobody else in.",
        Severity = FindingSeverity.Critical,
        Service = "cloudtrail",
        Rationale = "The log files say which keys, roles and addresses the account has, and what it does about intruders.",
        Remediation = "Take the statement or the grant out, and block public access.",
        Repair = new BucketRepair(BucketSetting.PublicAccessBlock),
    };

    protected override Verdict? Judge(AuditResource bucket, AuditPlace place) => BucketFacts.Public(bucket, place);
}
