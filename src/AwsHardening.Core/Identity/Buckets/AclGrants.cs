using System.Text.Json.Nodes;

namespace AwsHardening.Core.Identity.Buckets;

/// <summary>What a bucket's ACL lets whom do (Amazon S3 User Guide: Access control list (ACL) overview). The owner's own grant is left out.</summary>
internal static class AclGrants
{
    public static IEnumerable<BucketGrant> Of(BucketFacts facts) => Others(facts.Acl).Select(grant => Grant(grant, facts));

    /// <summary>Whom an ACL lets in beside the owner.</summary>
    public static IEnumerable<string> Grantees(JsonObject? acl) => Others(acl).Select(Grantee).Distinct();

    private static IEnumerable<JsonObject> Others(JsonObject? acl)
    {
        var owner = (string?)acl?["Owner"]?["ID"] ?? (string?)acl?["Owner"]?["Id"];
        var grants = acl?["Grants"] as JsonArray ?? [];
        return grants.OfType<JsonObject>().Where(grant => Id(grant) is null || Id(grant) != owner);
    }

    private static string? Id(JsonObject grant) => Member(grant, "ID", "CanonicalUser");

    private static string? Member(JsonObject grant, params string[] names) =>
        names.Select(name => grant["Grantee"]?[name]).OfType<JsonNode>().Select(value => value.ToString()).FirstOrDefault(text => text.Length > 0);

    private static string Grantee(JsonObject grant) =>
        Member(grant, "URI") is { } uri ? uri.Split('/')[^1] : Id(grant) ?? Member(grant, "EmailAddress") ?? "somebody";

    private static BucketGrant Grant(JsonObject grant, BucketFacts facts)
    {
        var grantee = Grantee(grant);
        var permission = (string?)grant["Permission"] ?? "";
        // Whoever has an account of its own anywhere is nobody in particular.
        var reach = grantee is "AllUsers" or "AuthenticatedUsers" ? "Public" : grantee == "LogDelivery" ? "Service" : "CrossAccount";
        var (inForce, by) = InForce(reach, facts);
        return new BucketGrant
        {
            Grantee = grantee,
            Reach = reach,
            // A bucket's READ lists it; the objects have ACLs of their own.
            Read = false,
            List = permission is "READ" or "FULL_CONTROL",
            // Who may write the ACL may give itself the rest.
            Write = permission is "WRITE" or "WRITE_ACP" or "FULL_CONTROL",
            Source = "Acl",
            Statement = permission,
            InForce = inForce,
            BlockedBy = by,
        };
    }

    private static (bool? InForce, string? By) InForce(string reach, BucketFacts facts)
    {
        if (facts.Ownership == "BucketOwnerEnforced")
        {
            return (false, "BucketOwnerEnforced");
        }

        var ignored = reach == "Public" ? facts.Blocks(block => block.IgnorePublicAcls) : false;
        return ignored == true ? (false, facts.BlockedAt(block => block.IgnorePublicAcls, "IgnorePublicAcls"))
            : ((facts.Ownership, ignored) is (not null, false) ? true : null, null);
    }
}
