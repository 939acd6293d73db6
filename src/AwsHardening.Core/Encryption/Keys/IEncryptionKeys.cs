using AwsHardening.Core.Encryption.Message;

namespace AwsHardening.Core.Encryption.Keys;

/// <summary>Where the data key of a new message comes from.</summary>
internal interface IEncryptionKeys
{
    /// <summary>A data key for one message, encrypted for those who may read it.</summary>
    /// <param name="suite">The message's suite.</param>
    /// <param name="context">Its encryption context, without what the format adds.</param>
    /// <param name="plaintextLength">Bytes that will be encrypted, as far as known.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <returns>The materials, which the caller disposes of.</returns>
    Task<EncryptionMaterials> GetAsync(
        AlgorithmSuite suite, IReadOnlyDictionary<string, string> context, long plaintextLength, CancellationToken cancellationToken);
}

/// <summary>Where the data key of a message that is read comes from.</summary>
internal interface IDecryptionKeys
{
    /// <summary>Tries to decrypt one of a header's data keys.</summary>
    /// <param name="header">The header, not yet authenticated.</param>
    /// <param name="problems">Takes what kept a key from being decrypted.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <returns>The key, which the caller disposes of; null where there is none here.</returns>
    Task<SecretBytes?> FindAsync(MessageHeader header, List<Exception> problems, CancellationToken cancellationToken);
}
