using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.S3;

/// <summary>A general purpose bucket, with the settings that S3 gives a new one.</summary>
internal sealed class Bucket(string name, string region, DateTimeOffset created)
{
    public string Name { get; } = name;

    public string Region { get; } = region;

    public DateTimeOffset Created { get; } = created;

    public string Arn => $"arn:{AwsPartition.OfRegion(Region).Name}:s3:::{Name}";

    /// <summary>Null until versioning is first turned on; from then on Enabled or Suspended, never null again.</summary>
    public string? Versioning { get; set; }

    /// <summary>Whether deleting takes an MFA code; null until it is first said.</summary>
    public bool? MfaDelete { get; set; }

    /// <summary>Null only in a copy of an account whose S3 has buckets without.</summary>
    public JsonObject? Encryption { get; set; } = EncryptionOperations.Default();

    /// <summary>All four are on since April 2023 (Amazon S3 User Guide: Blocking public access).</summary>
    public JsonObject? PublicAccessBlock { get; set; } = PublicAccessOperations.AllBlocked();

    /// <summary>One of the canned lists.</summary>
    public string Acl { get; set; } = AclOperations.Private;

    /// <summary>The ACL of the bucket that this one is a copy of, as S3 showed it, until another is put; else null.</summary>
    public JsonObject? AclOfCopy { get; set; }

    public JsonObject? Ownership { get; set; }

    public string? Policy { get; set; }

    public JsonArray? Tags { get; set; }

    /// <summary>Where access to it is logged; null for nowhere.</summary>
    public JsonObject? Logging { get; set; }

    public JsonArray? LifecycleRules { get; set; }

    public string? TransitionMinimumSize { get; set; } = LifecycleOperations.DefaultMinimumSize;

    public SortedDictionary<string, ObjectHistory> Objects { get; } = new(StringComparer.Ordinal);

    /// <summary>What a bucket that was loaded from a snapshot does not know of itself; null for one made here.</summary>
    public BucketCopy? Copy { get; set; }
}
