namespace AwsHardening.Core.Changes;

/// <summary>What a state bucket is to have beyond what every one has.</summary>
public sealed record StateBucketOptions
{
    /// <summary>A KMS key, by id, ARN or alias; null for the keys that S3 manages.</summary>
    public string? KmsKeyId { get; init; }

    /// <summary>Days after which versions that are no longer current are deleted; null to keep them.</summary>
    public int? NoncurrentVersionExpirationInDays { get; init; }

    /// <summary>Tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>Take the changes back after this time unless they are confirmed; null to let them stand.</summary>
    public TimeSpan? RevertAfter { get; init; }
}
