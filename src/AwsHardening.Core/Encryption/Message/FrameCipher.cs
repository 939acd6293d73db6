using System.Buffers.Binary;
using System.Security.Cryptography;

namespace AwsHardening.Core.Encryption.Message;

/// <summary>Encrypts and decrypts frames of one message, on one thread at a time.</summary>
internal sealed class FrameCipher : IDisposable
{
    /// <summary>Bytes of a regular frame beside its content: sequence number, IV, tag.</summary>
    public const int Overhead = 4 + AlgorithmSuite.IvLength + AlgorithmSuite.TagLength;

    /// <summary>Bytes before the content of the final frame: end mark, sequence number, IV, length.</summary>
    public const int FinalPrefix = 4 + 4 + AlgorithmSuite.IvLength + 4;

    /// <summary>Bytes of the final frame beside its content.</summary>
    public const int FinalOverhead = FinalPrefix + AlgorithmSuite.TagLength;

    /// <summary>Stands where the sequence number of a regular frame would.</summary>
    public const uint EndMark = 0xFFFF_FFFF;

    private readonly AesGcm _aes;
    private readonly byte[] _messageId;
    private byte[]? _regular;
    private byte[]? _final;

    public FrameCipher(MessageKey key)
        : this(key, key.NewCipher())
    {
    }

    /// <summary>With a cipher of the key that is there already, and is disposed of with this.</summary>
    public FrameCipher(MessageKey key, AesGcm cipher) => (_aes, _messageId) = (cipher, key.MessageId);

    private byte[] Regular => _regular ??= Aad(_messageId, "AWSKMSEncryptionClient Frame"u8);

    private byte[] Final => _final ??= Aad(_messageId, "AWSKMSEncryptionClient Final Frame"u8);

    /// <summary>Writes one regular frame.</summary>
    public void EncryptRegular(uint sequence, ReadOnlySpan<byte> content, Span<byte> frame)
    {
        BinaryPrimitives.WriteUInt32BigEndian(frame, sequence);
        Encrypt(Regular, sequence, content, frame[4..], prefix: AlgorithmSuite.IvLength);
    }

    /// <summary>Writes the final frame.</summary>
    public void EncryptFinal(uint sequence, ReadOnlySpan<byte> content, Span<byte> frame)
    {
        BinaryPrimitives.WriteUInt32BigEndian(frame, EndMark);
        BinaryPrimitives.WriteUInt32BigEndian(frame[4..], sequence);
        BinaryPrimitives.WriteUInt32BigEndian(frame[(8 + AlgorithmSuite.IvLength)..], (uint)content.Length);
        Encrypt(Final, sequence, content, frame[8..], prefix: AlgorithmSuite.IvLength + 4);
    }

    /// <summary>Verifies and decrypts a regular frame that begins with its sequence number.</summary>
    public void DecryptRegular(uint sequence, ReadOnlySpan<byte> frame, Span<byte> content) =>
        Decrypt(Regular, sequence, frame.Slice(4, AlgorithmSuite.IvLength), frame[(4 + AlgorithmSuite.IvLength)..], content);

    /// <summary>Verifies and decrypts the final frame, which begins with its end mark.</summary>
    public void DecryptFinal(uint sequence, ReadOnlySpan<byte> frame, Span<byte> content) =>
        Decrypt(Final, sequence, frame.Slice(8, AlgorithmSuite.IvLength), frame[FinalPrefix..], content);

    public void Dispose() => _aes.Dispose();

    /// <summary>What a body's content is authenticated with: message id, what it is, its number and its length.</summary>
    public static byte[] Aad(ReadOnlySpan<byte> messageId, ReadOnlySpan<byte> kind)
    {
        var aad = new byte[messageId.Length + kind.Length + 12];
        messageId.CopyTo(aad);
        kind.CopyTo(aad.AsSpan(messageId.Length));
        return aad;
    }

    /// <summary>Puts number and length into such an authentication.</summary>
    public static void Number(Span<byte> aad, uint sequence, ulong length)
    {
        BinaryPrimitives.WriteUInt32BigEndian(aad[^12..], sequence);
        BinaryPrimitives.WriteUInt64BigEndian(aad[^8..], length);
    }

    private void Encrypt(byte[] aad, uint sequence, ReadOnlySpan<byte> content, Span<byte> frame, int prefix)
    {
        // The sequence number is the IV: a message's key encrypts each number once, and nothing else but its header.
        var iv = frame[..AlgorithmSuite.IvLength];
        iv.Clear();
        BinaryPrimitives.WriteUInt32BigEndian(iv[8..], sequence);
        Number(aad, sequence, (ulong)content.Length);
        _aes.Encrypt(iv, content, frame.Slice(prefix, content.Length), frame.Slice(prefix + content.Length, AlgorithmSuite.TagLength), aad);
    }

    private void Decrypt(byte[] aad, uint sequence, ReadOnlySpan<byte> iv, ReadOnlySpan<byte> sealedContent, Span<byte> content)
    {
        Number(aad, sequence, (ulong)content.Length);
        try
        {
            _aes.Decrypt(
                iv, sealedContent[..content.Length], sealedContent.Slice(content.Length, AlgorithmSuite.TagLength), content, aad);
        }
        catch (AuthenticationTagMismatchException e)
        {
            throw new MessageException(MessageFault.FrameAltered, $"Frame {sequence} of the message was altered: its tag does not fit.", e);
        }
    }
}
