using System.Security.Cryptography;

namespace AwsHardening.Core.Encryption.Message;

/// <summary>The derived key of one message and its id: what frames are encrypted with.</summary>
internal sealed class MessageKey : IDisposable
{
    private readonly SecretBytes _key;

    private MessageKey(SecretBytes key, byte[] messageId) => (_key, MessageId) = (key, messageId);

    public byte[] MessageId { get; }

    /// <summary>The key of a message that is being made.</summary>
    public static MessageKey Derive(AlgorithmSuite suite, ReadOnlySpan<byte> dataKey, byte[] messageId, Span<byte> commitment)
    {
        var key = new SecretBytes(suite.KeyLength);
        KeyDerivation.Derive(suite, dataKey, messageId, key.Span, commitment);
        return new MessageKey(key, messageId);
    }

    /// <summary>The key of a message that was read: commitment and header are verified.</summary>
    /// <exception cref="MessageException">The data key is another, or the header was altered.</exception>
    public static MessageKey Verify(ParsedHeader parsed, ReadOnlySpan<byte> dataKey)
    {
        var (header, suite) = (parsed.Header, parsed.Header.Suite);
        if (dataKey.Length != suite.KeyLength)
        {
            throw new MessageException(
                MessageFault.NoDataKey, $"The data key has {dataKey.Length} bytes; suite {suite.Name} takes {suite.KeyLength}.");
        }

        Span<byte> commitment = stackalloc byte[suite.Commits ? AlgorithmSuite.CommitmentLength : 0];
        var key = Derive(suite, dataKey, header.MessageId, commitment);
        if (!CryptographicOperations.FixedTimeEquals(commitment, header.Commitment))
        {
            key.Dispose();
            throw new MessageException(
                MessageFault.CommitmentMismatch, "The message was not made with this data key, or its header was altered: the commitment differs.");
        }

        try
        {
            using var cipher = key.NewCipher();
            cipher.Decrypt(parsed.Iv.AsSpan(), [], parsed.Tag, [], parsed.Body);
            return key;
        }
        catch (AuthenticationTagMismatchException e)
        {
            key.Dispose();
            throw new MessageException(MessageFault.HeaderAltered, "The message's header was altered: its tag does not fit.", e);
        }
    }

    /// <summary>A cipher for one thread.</summary>
    public AesGcm NewCipher() => new(_key.Span, AlgorithmSuite.TagLength);

    public void Dispose() => _key.Dispose();
}
