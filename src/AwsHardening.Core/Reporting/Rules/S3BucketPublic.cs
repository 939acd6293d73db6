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

    private static readonly string[] s_everybody = ["/groups/global/AllUsers", "/groups/global/AuthenticatedUsers"];

    protected override Verdict? Judge(AuditResource resource, AuditPlace place)
    {
        var byPolicy = !BlockSettings.IsOn(resource, place, "RestrictPublicBuckets") && resource["PolicyStatus.IsPublic"].Flag == true;
        var grants = BlockSettings.IsOn(resource, place, "IgnorePublicAcls") || BucketFacts.AclsAreOff(resource) ? []
            : resource["Acl.Grants"].Items.Where(grant => grant["Grantee.URI"].Text is { } uri && Array.Exists(s_everybody, group => uri.EndsWith(group, StringComparison.Ordinal))).ToArray();
        return Verdict.When(!byPolicy && grants.Length == 0, "neither its policy nor its ACL lets everybody in", byPolicy ? "its policy lets everybody in" : "its ACL lets everybody in",
            [("PolicyStatus.IsPublic", resource["PolicyStatus.IsPublic"]), .. grants.Select(grant => (grant["Grantee.URI"].ToString(), (object?)grant["Permission"]))]);
    }
}
