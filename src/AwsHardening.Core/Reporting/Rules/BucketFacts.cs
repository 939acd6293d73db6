namespace AwsHardening.Core.Reporting.Rules;

/// <summary>What several rules ask of a bucket.</summary>
internal static class BucketFacts
{
    /// <summary>True where ACLs mean nothing: the bucket's owner owns every object.</summary>
    public static bool AclsAreOff(AuditResource bucket) =>
        bucket["OwnershipControls.Rules"].Items.Any(rule => rule["ObjectOwnership"].Text == "BucketOwnerEnforced");
}
