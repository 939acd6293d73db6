namespace AwsHardening.Core.Reporting.Rules;

/// <summary>No bucket policy allows everybody.</summary>
internal sealed class S3BucketPolicyEverybody() : ResourceRule(FactTypes.Buckets)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "s3-bucket-policy-everybody",
        Title = "No bucket policy allows everybody.",
        Severity = FindingSeverity.High,
        Service = "s3",
        Compliance = RuleInfo.Cis(null, null, null, "2.21"),
        Rationale = "A block of public access hides such a statement until somebody lifts the block for another reason.",
        Remediation = "Name the principals, or hold the statement to an organization, account or VPC by a condition.",
        ByHand = "whom the statement is for is known to you alone; where nobody from outside is, s3-bucket-block is repaired.",
    };

    protected override Verdict? Judge(AuditResource resource, AuditPlace place) => PolicyFacts.Closed(BucketFacts.Policy(resource) ?? [], "Policy");
}
