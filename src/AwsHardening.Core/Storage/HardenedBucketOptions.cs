using System.Text.Json.Nodes;

namespace AwsHardening.Core.Storage;

/// <summary>What a hardened bucket is to have beyond what every one has.</summary>
internal sealed record HardenedBucketOptions
{
    /// <summary>A KMS key, by id, ARN or alias; null for the keys that S3 manages.</summary>
    public string? KmsKeyId { get; init; }

    /// <summary>Days after which versions that are no longer current are deleted; null to keep them.</summary>
    public int? NoncurrentVersionExpirationInDays { get; init; }

    /// <summary>Days after which uploads that were never finished are deleted; null to keep them.</summary>
    public int? UnfinishedUploadExpirationInDays { get; init; }

    /// <summary>The settings of a bucket there is that may be raised; null for all.</summary>
    public IReadOnlyCollection<BucketSetting>? Only { get; init; }

    /// <summary>Tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>Statements of the policy beside the one that asks for TLS, such as those that let a log service write.</summary>
    public IReadOnlyList<JsonObject> Statements { get; init; } = [];
}
