using AwsHardening.Core.Identity.Policies;

namespace AwsHardening.Core.Reporting.Rules;

/// <summary>No bucket policy lets another account take the bucket over.</summary>
internal sealed class S3BucketPolicyOthers() : ResourceRule(FactTypes.Buckets)
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "s3-bucket-policy-other-accounts",
        Title = "No bucket policy lets another account take the bucket over.",
        Severity = FindingSeverity.High,
        Service = "s3",
        Compliance = ["FSBP/S3.6"],
        Rationale = "An account that may write the policy, the ACL or the encryption of a bucket owns it in all but name.",
        Remediation = "Take the actions out of the statement, or the other account.",
        ByHand = "what the other account is for is known to you alone.",
    };

    // AWS Security Hub User Guide: S3.6.
    private static readonly string[] s_actions =
        ["s3:DeleteBucketPolicy", "s3:PutBucketAcl", "s3:PutBucketPolicy", "s3:PutEncryptionConfiguration", "s3:PutObjectAcl"];

    protected override Verdict? Judge(AuditResource resource, AuditPlace place)
    {
        var found = (BucketFacts.Policy(resource) ?? []).Where(statement => statement.Allows && s_actions.Any(statement.IsAbout) && IsForOthers(statement, place)).ToArray();
        return Verdict.When(found.Length == 0, "no other account may", $"{found.Length} statements let another account do so", [.. found.Select(statement => ("Policy", (object?)statement.Json))]);
    }

    private static bool IsForOthers(PolicyStatement statement, AuditPlace place) => statement.AllBut
        || statement.Principals.Select(one => PolicyPrincipal.Of(one.Kind, one.Value)).Any(one => one.AccountId is { } account ? account != place.Document.AccountId : one.Type is "Everyone" or "CanonicalUser" or "Unknown");
}
