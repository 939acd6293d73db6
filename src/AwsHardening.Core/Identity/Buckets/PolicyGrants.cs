using AwsHardening.Core.Identity.Policies;

namespace AwsHardening.Core.Identity.Buckets;

/// <summary>What a bucket's policy lets whom do, once its own denials and the public access blocks are taken into account.</summary>
internal static class PolicyGrants
{
    private static readonly string[] s_read = ["s3:GetObject", "s3:GetObjectVersion"];
    private static readonly string[] s_write = ["s3:PutObject", "s3:DeleteObject", "s3:DeleteObjectVersion", "s3:PutObjectAcl"];
    private static readonly string[] s_list = ["s3:ListBucket", "s3:ListBucketVersions"];

    public static IEnumerable<BucketGrant> Of(BucketFacts facts)
    {
        var statements = facts.Policy ?? [];
        // One public statement makes the policy public, and what the block cuts is everybody from outside.
        var isPublic = statements.Any(PublicPolicy.IsPublic);
        var denials = statements.Where(statement => !statement.Allows).ToArray();
        return from allow in statements
               where allow.Allows
               let can = Can(allow, facts.BucketArn)
               where can.Read || can.Write || can.List
               from principal in allow.AllBut ? [("AWS", "*")] : allow.Principals
               select Grant(allow, principal, can, facts, isPublic, denials);
    }

    private static BucketGrant Grant(
        PolicyStatement allow, (string Kind, string Value) named, Allowed can, BucketFacts facts, bool isPublic, PolicyStatement[] denials)
    {
        var reach = Reach(allow, named, facts);
        var (inForce, by) = ((bool?)true, (string?)null);
        var denied = denials.FirstOrDefault(deny => Covers(deny, can, facts.BucketArn));
        if (denied is not null)
        {
            (inForce, by) = (false, $"statement {denied.Name}");
        }
        else if (isPublic && reach is ("Public" or "CrossAccount" or "Unknown"))
        {
            var blocked = facts.Blocks(block => block.RestrictPublicBuckets);
            (inForce, by) = (!blocked, blocked == true ? facts.BlockedAt(block => block.RestrictPublicBuckets, "RestrictPublicBuckets") : null);
        }

        return new BucketGrant
        {
            Grantee = named.Value,
            Reach = reach,
            Read = can.Read,
            Write = can.Write,
            List = can.List,
            Source = "Policy",
            Statement = allow.Name,
            Conditions = allow.Conditions.Select(condition => condition.ToString()).ToArray(),
            InForce = inForce,
            BlockedBy = by,
        };
    }

    private static string Reach(PolicyStatement allow, (string Kind, string Value) named, BucketFacts facts)
    {
        var principal = PolicyPrincipal.Of(named.Kind, named.Value);
        if (principal.Type == "Everyone")
        {
            return PublicPolicy.IsPublic(allow) ? "Public" : IsOwn(allow, facts.AccountId) ? "OwnAccount" : "CrossAccount";
        }

        return principal.Type is "Service" ? "Service"
            : principal.AccountId is null ? "Unknown" : principal.AccountId == facts.AccountId ? "OwnAccount" : "CrossAccount";
    }

    // Everybody, held to the own account.
    private static bool IsOwn(PolicyStatement allow, string account) => allow.Conditions.Any(condition =>
        (condition.IsKey("aws:PrincipalAccount") || condition.IsKey("aws:SourceAccount")) && condition.IsOperator("StringEquals") && condition.Values is [var only] && only == account);

    // Only what is denied to everybody without a condition is certainly denied.
    private static bool Covers(PolicyStatement deny, Allowed can, string bucketArn)
    {
        if (deny is not { Conditions.Count: 0, AllBut: false, IsForEverybody: true })
        {
            return false;
        }

        var (objects, bucket) = (Touches(deny, bucketArn, objects: true, whole: true), Touches(deny, bucketArn, objects: false, whole: true));
        return (!can.Read || (objects && s_read.All(deny.IsAbout))) && (!can.Write || (objects && s_write.All(deny.IsAbout)))
            && (!can.List || (bucket && s_list.All(deny.IsAbout)));
    }

    private static Allowed Can(PolicyStatement allow, string bucketArn)
    {
        var objects = Touches(allow, bucketArn, objects: true, whole: false);
        return new Allowed(
            objects && s_read.Any(allow.IsAbout), objects && s_write.Any(allow.IsAbout),
            Touches(allow, bucketArn, objects: false, whole: false) && s_list.Any(allow.IsAbout));
    }

    // Part of the objects is enough for an Allow; a Deny must be about all of them.
    private static bool Touches(PolicyStatement statement, string bucketArn, bool objects, bool whole)
    {
        if (statement.AllResourcesBut)
        {
            return !whole;
        }

        return statement.Resources.Any(resource => objects
            ? PolicyText.Matches(resource, bucketArn + "/*") || (!whole && resource.StartsWith(bucketArn + "/", StringComparison.Ordinal))
            : PolicyText.Matches(resource, bucketArn));
    }

    private readonly record struct Allowed(bool Read, bool Write, bool List);
}
