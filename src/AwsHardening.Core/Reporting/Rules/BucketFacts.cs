using AwsHardening.Core.Identity.Policies;

namespace AwsHardening.Core.Reporting.Rules;

/// <summary>What several rules ask of a bucket.</summary>
internal static class BucketFacts
{
    private static readonly string[] s_everybody = ["/groups/global/AllUsers", "/groups/global/AuthenticatedUsers"];

    /// <summary>True where ACLs mean nothing: the bucket's owner owns every object.</summary>
    public static bool AclsAreOff(AuditResource bucket) =>
        bucket["OwnershipControls.Rules"].Items.Any(rule => rule["ObjectOwnership"].Text == "BucketOwnerEnforced");

    /// <summary>The statements of its policy; null where it has none.</summary>
    public static IReadOnlyList<PolicyStatement>? Policy(AuditResource bucket) => bucket["Policy"] is { Exists: true } policy
        ? PolicyFacts.Statements(policy["Policy"] is { Exists: true } text ? text : policy, $"the policy of bucket {bucket["Name"]}") : null;

    /// <summary>Whether access to it is logged.</summary>
    public static Verdict Logged(AuditResource bucket) => Verdict.When(
        bucket["Logging.LoggingEnabled.TargetBucket"].Exists, $"it is logged to {bucket["Logging.LoggingEnabled.TargetBucket"]}", "it is not logged", ("LoggingEnabled", bucket["Logging.LoggingEnabled"].Text ?? "none"));

    /// <summary>Whether it lets everybody in, by its policy or its ACL, once the blocks of bucket and account are taken into account.</summary>
    public static Verdict Public(AuditResource bucket, AuditPlace place)
    {
        var byPolicy = !BlockSettings.IsOn(bucket, place, "RestrictPublicBuckets") && bucket["PolicyStatus.IsPublic"].Flag == true;
        var grants = BlockSettings.IsOn(bucket, place, "IgnorePublicAcls") || AclsAreOff(bucket) ? []
            : bucket["Acl.Grants"].Items.Where(grant => grant["Grantee.URI"].Text is { } uri && Array.Exists(s_everybody, group => uri.EndsWith(group, StringComparison.Ordinal))).ToArray();
        return Verdict.When(!byPolicy && grants.Length == 0, "neither its policy nor its ACL lets everybody in", byPolicy ? "its policy lets everybody in" : "its ACL lets everybody in",
            [("PolicyStatus.IsPublic", bucket["PolicyStatus.IsPublic"]), .. grants.Select(grant => (grant["Grantee.URI"].ToString(), (object?)grant["Permission"]))]);
    }
}
