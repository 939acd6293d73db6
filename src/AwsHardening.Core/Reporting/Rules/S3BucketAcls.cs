using AwsHardening.Core.Reporting.Repairs;
using AwsHardening.Core.Storage;

namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Buckets have ACLs turned off.</summary>
internal sealed class S3BucketAcls() : ResourceRule(FactTypes.Buckets)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "s3-bucket-acls-off",
        Title = "Buckets have ACLs turned off.",
        Severity = FindingSeverity.Medium,
        Service = "s3",
        Compliance = ["FSBP/S3.12"],
        Rationale = "With ACLs each object can have a list of its own, which nobody looks at.",
        Remediation = "Set the object ownership to BucketOwnerEnforced.",
        Repair = new BucketRepair(BucketSetting.Ownership),
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => Verdict.When(
        BucketFacts.AclsAreOff(resource), "ACLs are off", "ACLs are on", ("OwnershipControls", resource["OwnershipControls.Rules"]));
}
