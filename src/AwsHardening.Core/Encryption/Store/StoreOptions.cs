namespace AwsHardening.Core.Encryption.Store;

/// <summary>How a data key store or a data key is changed.</summary>
public sealed record StoreOptions
{
    /// <summary>The workshop's alias.</summary>
    public const string DefaultAlias = "alias/workshop";

    /// <summary>The table.</summary>
    public string TableName { get; init; } = DataKeyStoreReader.DefaultTable;

    /// <summary>The KMS key, by alias, id or ARN; null for the store's own, and in a rewrap for the one each version has.</summary>
    public string? KmsKeyId { get; init; }

    /// <summary>Makes without asking a second time what nothing takes back.</summary>
    public bool Force { get; init; }

    /// <summary>Takes the changes back unless they are confirmed in time; null to let them stand.</summary>
    public TimeSpan? RevertAfter { get; init; }
}
