namespace AwsHardening.Core.Identity.Buckets;

/// <summary>The effective answer, from all grants. What could open the bucket and was not read leaves the answer unknown.</summary>
internal static class BucketVerdict
{
    public static BucketAccess Of(BucketFacts facts, BucketAccess access)
    {
        BucketGrant[] grants = [.. PolicyGrants.Of(facts), .. AclGrants.Of(facts)];
        // A block keeps everybody out whatever the policy or ACL says; other accounts that a policy names it does not.
        var policyOpen = facts.Policy is null ? facts.Blocks(block => block.RestrictPublicBuckets) != true : false;
        var aclOpen = facts.Acl is null && facts.Ownership != "BucketOwnerEnforced" && facts.Blocks(block => block.IgnorePublicAcls) != true;
        var namedOpen = facts.Policy is null || (facts.Acl is null && facts.Ownership != "BucketOwnerEnforced");
        bool? Can(Func<BucketGrant, bool> what)
        {
            var such = grants.Where(grant => grant.Reach == "Public" && what(grant)).ToArray();
            return such.Any(grant => grant.InForce == true) ? true
                : policyOpen || aclOpen || such.Any(grant => grant.InForce is null) ? null : false;
        }

        var outside = grants.Where(grant => grant.Reach is "CrossAccount" or "Unknown").ToArray();
        // Objects have ACLs of their own, which are too many to read: they count for nothing only where ACLs are off or public ones ignored.
        var objects = facts.Ownership != "BucketOwnerEnforced" && facts.Blocks(block => block.IgnorePublicAcls) != true;
        var (read, write, list) = (Can(grant => grant.Read), Can(grant => grant.Write), Can(grant => grant.List));
        read = objects && read == false ? null : read;
        bool?[] open = [read, write, list];
        return access with
        {
            Access = open.Contains(true) ? BucketAccessLevel.Public
                : open.Contains(null) || namedOpen || outside.Any(grant => grant.InForce is null) ? BucketAccessLevel.Unknown
                : outside.Any(grant => grant.InForce == true) ? BucketAccessLevel.CrossAccount : BucketAccessLevel.OwnAccount,
            PublicRead = read,
            PublicWrite = write,
            PublicList = list,
            OtherAccounts = outside.Where(grant => grant.InForce != false).Select(grant => grant.Grantee).Distinct().ToArray(),
            Grants = grants,
            Unread = objects ? access.Unread.Append("the ACLs of objects: never read, and not ruled out by ownership or IgnorePublicAcls").ToArray() : access.Unread,
        };
    }
}
