using AwsHardening.Core.Encryption.Message;
using AwsHardening.Core.Encryption.Store;

namespace AwsHardening.Core.Encryption.Data;

/// <summary>With which keys, and how, data is protected and unprotected.</summary>
internal sealed record ProtectionOptions
{
    public const string DefaultNamespace = "AwsHardening";
    public const string DefaultKeyName = "raw";

    /// <summary>KMS keys by id, ARN or alias: all of them can read what is protected; only these are asked to read.</summary>
    public IReadOnlyList<string> KmsKeyIds { get; init; } = [];

    /// <summary>A data key of the store.</summary>
    public string? DataKeyId { get; init; }

    /// <summary>The store's table.</summary>
    public string TableName { get; init; } = DataKeyStoreReader.DefaultTable;

    /// <summary>Whether KMS encrypts a stored key afresh for each message.</summary>
    public bool WrapAfresh { get; init; }

    /// <summary>A raw AES key, which the options own; null for keys of KMS.</summary>
    public SecretBytes? RawKey { get; init; }

    /// <summary>The raw key's namespace; whoever reads must say the same.</summary>
    public string KeyNamespace { get; init; } = DefaultNamespace;

    /// <summary>The raw key's name; whoever reads must say the same.</summary>
    public string KeyName { get; init; } = DefaultKeyName;

    /// <summary>In discovery, the accounts whose keys are asked; null for the caller's own, empty for all.</summary>
    public IReadOnlyList<string>? DiscoveryAccountIds { get; init; }

    /// <summary>To protect: added to the message. To unprotect: required of it.</summary>
    public IReadOnlyDictionary<string, string> Context { get; init; } = EncryptionContext.Empty;

    /// <summary>Whether messages are signed.</summary>
    public bool Sign { get; init; }

    public bool AllowUncommitted { get; init; }

    public int MaxDataKeys { get; init; } = HeaderLimits.DefaultMaxDataKeys;

    public int FrameLength { get; init; } = EncryptOptions.DefaultFrameLength;

    /// <summary>Whether data keys are kept in memory for a while.</summary>
    public bool UseCache { get; init; } = true;

    /// <summary>True when no account is needed.</summary>
    public bool IsOffline => RawKey is not null;
}
