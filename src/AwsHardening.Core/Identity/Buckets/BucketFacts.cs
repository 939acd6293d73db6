using System.Text.Json.Nodes;
using AwsHardening.Core.Identity.Policies;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Identity.Buckets;

/// <summary>What was read of a bucket; null for what was not.</summary>
internal sealed record BucketFacts
{
    public required string AccountId { get; init; }

    public required string BucketArn { get; init; }

    public BucketBlock? AccountBlock { get; init; }

    public BucketBlock? BucketBlock { get; init; }

    /// <summary>Null where it is unknown. AWS has none on old buckets, which is ObjectWriter.</summary>
    public string? Ownership { get; init; }

    /// <summary>Empty for no policy.</summary>
    public IReadOnlyList<PolicyStatement>? Policy { get; init; }

    /// <summary>The answer to GetBucketAcl.</summary>
    public JsonObject? Acl { get; init; }

    /// <summary>True where either block has a setting; null where neither is known to have it and one is unknown.</summary>
    public bool? Blocks(Func<BucketBlock, bool> setting) =>
        (AccountBlock is { } account && setting(account)) || (BucketBlock is { } bucket && setting(bucket)) ? true
        : AccountBlock is null || BucketBlock is null ? null : false;

    /// <summary>Where a block that is on stands.</summary>
    public string BlockedAt(Func<BucketBlock, bool> setting, string name) =>
        $"{name} of the {(AccountBlock is { } account && setting(account) ? "account" : "bucket")}";
}
