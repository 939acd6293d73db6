using System.Buffers.Binary;
using System.Security.Cryptography;

namespace AwsHardening.Core.Encryption.Message;

/// <summary>
/// Content that stands in one piece: bodies of version 1 that are not framed, and frames too large for batches. It has to be in
/// memory whole, because its one tag comes last; memory is taken as content comes, not as a header promises it.
/// </summary>
internal static class SingleBlock
{
    private const int FirstStep = 1 << 20;

    /// <summary>Reads content and its tag.</summary>
    /// <returns>A rented buffer with both; the caller returns it.</returns>
    /// <exception cref="MessageException">Truncated, or too large.</exception>
    public static async Task<byte[]> ReadAsync(MessageSource source, ulong length, string where, CancellationToken cancellationToken)
    {
        if (length > (ulong)(Array.MaxLength - AlgorithmSuite.TagLength))
        {
            throw new MessageException(
                MessageFault.FrameTooLarge, $"A piece of {length} bytes under one tag cannot be held in memory, so nothing of it could be verified before it is used.");
        }

        var total = (int)length + AlgorithmSuite.TagLength;
        var buffer = SecretPool.Rent(Math.Min(total, FirstStep));
        for (var read = 0; ;)
        {
            var step = Math.Min(buffer.Length, total) - read;
            var got = await source.ReadAsync(buffer.AsMemory(read, step), cancellationToken);
            read += got;
            if (read == total)
            {
                return buffer;
            }

            if (got < step)
            {
                SecretPool.Return(buffer);
                throw MessageException.Truncated(where);
            }

            var larger = SecretPool.Rent((int)Math.Min(total, 2L * buffer.Length));
            buffer.AsSpan(0, read).CopyTo(larger);
            SecretPool.Return(buffer);
            buffer = larger;
        }
    }

    /// <summary>Reads, verifies and writes a body that is not framed.</summary>
    public static async Task DecryptBodyAsync(
        MessageSource source, Stream destination, MessageKey key, IncrementalHash? hash, CancellationToken cancellationToken)
    {
        var prefix = new byte[AlgorithmSuite.IvLength + 8];
        if (await source.ReadAsync(prefix, cancellationToken) < prefix.Length)
        {
            throw MessageException.Truncated("within the body");
        }

        hash?.AppendData(prefix);
        var length = BinaryPrimitives.ReadUInt64BigEndian(prefix.AsSpan(AlgorithmSuite.IvLength));
        var aad = FrameCipher.Aad(key.MessageId, "AWSKMSEncryptionClient Single Block"u8);
        FrameCipher.Number(aad, 1, length);
        await OpenAsync(
            source, destination, key, hash, prefix.AsMemory(0, AlgorithmSuite.IvLength), length, aad, "The body", cancellationToken);
    }

    /// <summary>Reads, verifies and writes frames one by one.</summary>
    public static async Task DecryptFramesAsync(
        MessageSource source, Stream destination, MessageKey key, uint frameLength, IncrementalHash? hash, CancellationToken cancellationToken)
    {
        var prefix = new byte[FrameCipher.FinalPrefix];
        for (uint expected = 1; ; expected++)
        {
            await FillAsync(source, prefix.AsMemory(0, 4), expected, cancellationToken);
            var isFinal = BinaryPrimitives.ReadUInt32BigEndian(prefix) == FrameCipher.EndMark;
            var used = isFinal ? FrameCipher.FinalPrefix : 4 + AlgorithmSuite.IvLength;
            await FillAsync(source, prefix.AsMemory(4, used - 4), expected, cancellationToken);
            hash?.AppendData(prefix, 0, used);
            var sequence = BinaryPrimitives.ReadUInt32BigEndian(prefix.AsSpan(isFinal ? 4 : 0));
            if (sequence != expected)
            {
                throw new MessageException(MessageFault.Reordered, $"Frame {sequence} of the message stands where frame {expected} should.");
            }

            var length = isFinal ? BinaryPrimitives.ReadUInt32BigEndian(prefix.AsSpan(used - 4)) : frameLength;
            if (length > frameLength)
            {
                throw new MessageException(
                    MessageFault.FrameAltered, $"Frame {expected} of the message was altered: it says it is longer than its header's frames are.");
            }

            var aad = FrameCipher.Aad(
                key.MessageId, isFinal ? "AWSKMSEncryptionClient Final Frame"u8 : "AWSKMSEncryptionClient Frame"u8);
            FrameCipher.Number(aad, sequence, length);
            var iv = prefix.AsMemory(isFinal ? 8 : 4, AlgorithmSuite.IvLength);
            await OpenAsync(source, destination, key, hash, iv, length, aad, $"Frame {expected}", cancellationToken);
            if (isFinal)
            {
                return;
            }
        }
    }

    private static async Task FillAsync(MessageSource source, Memory<byte> into, uint frame, CancellationToken cancellationToken)
    {
        if (await source.ReadAsync(into, cancellationToken) < into.Length)
        {
            throw MessageException.Truncated($"within frame {frame}");
        }
    }

    private static async Task OpenAsync(
        MessageSource source, Stream destination, MessageKey key, IncrementalHash? hash, ReadOnlyMemory<byte> iv, ulong length,
        byte[] aad, string what, CancellationToken cancellationToken)
    {
        var block = await ReadAsync(source, length, $"within {char.ToLowerInvariant(what[0])}{what[1..]}", cancellationToken);
        try
        {
            var content = block.AsMemory(0, (int)length);
            hash?.AppendData(block, 0, (int)length + AlgorithmSuite.TagLength);
            using (var cipher = key.NewCipher())
            {
                cipher.Decrypt(iv.Span, content.Span, block.AsSpan((int)length, AlgorithmSuite.TagLength), content.Span, aad);
            }

            await destination.WriteAsync(content, cancellationToken);
        }
        catch (AuthenticationTagMismatchException e)
        {
            throw new MessageException(MessageFault.FrameAltered, $"{what} of the message was altered: its tag does not fit.", e);
        }
        finally
        {
            SecretPool.Return(block);
        }
    }
}
