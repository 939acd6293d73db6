using System.Security.Cryptography;

namespace AwsHardening.Core.Encryption.Message;

/// <summary>What a message is made with: owned by whoever made it, and wiped with it.</summary>
internal sealed class EncryptionMaterials : IDisposable
{
    private readonly byte[]? _serializedContext;

    public required AlgorithmSuite Suite { get; init; }

    /// <summary>The data key.</summary>
    public required SecretBytes DataKey { get; init; }

    /// <summary>The data key as encrypted for those who may read.</summary>
    public required IReadOnlyList<EncryptedDataKey> DataKeys { get; init; }

    /// <summary>Authenticated with the message and with its data keys.</summary>
    public required IReadOnlyDictionary<string, string> Context { get; init; }

    /// <summary>Signs; null for suites without a signature.</summary>
    public ECDsa? Signer { get; init; }

    /// <summary>The context as it stands in the header; given where it is known already.</summary>
    public byte[] SerializedContext
    {
        get => _serializedContext ?? EncryptionContext.Serialize(Context);
        init => _serializedContext = value;
    }

    public void Dispose()
    {
        DataKey.Dispose();
        Signer?.Dispose();
    }
}
