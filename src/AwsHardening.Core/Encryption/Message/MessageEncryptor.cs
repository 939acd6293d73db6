using System.Buffers.Binary;
using System.Security.Cryptography;

namespace AwsHardening.Core.Encryption.Message;

/// <summary>Makes messages: of streams in constant memory, of memory straight into memory.</summary>
internal static class MessageEncryptor
{
    // A DER sequence of two integers of 48 bytes, each with a sign byte at most, after its length in two bytes.
    private const int MaxFooterLength = 2 + 2 + (2 * (2 + 1 + 48)) + 1;

    /// <summary>The most bytes that a message of so much plaintext takes; exact for messages without a signature.</summary>
    public static long MaxLength(EncryptionMaterials materials, long plaintextLength, int frameLength)
    {
        var regular = plaintextLength == 0 ? 0 : (plaintextLength - 1) / frameLength;
        return MessageHead.Length(materials, materials.SerializedContext) + plaintextLength + (regular * FrameCipher.Overhead)
            + FrameCipher.FinalOverhead + (materials.Suite.IsSigned ? MaxFooterLength : 0);
    }

    /// <summary>Encrypts a stream; nothing of it but a few frames is ever in memory.</summary>
    public static async Task EncryptAsync(
        Stream source, Stream destination, EncryptionMaterials materials, EncryptOptions options, CancellationToken cancellationToken)
    {
        using var head = MessageHead.Make(materials, (uint)options.FrameLength, options.Random);
        using var hash = Hash(materials);
        hash?.AppendData(head.Bytes);
        await destination.WriteAsync(head.Bytes, cancellationToken);
        var state = new EncryptState(source, destination, head.Key, options.FrameLength, hash);
        await FramePipeline.RunAsync(
            options.MaxDegreeOfParallelism, EncryptBatch.Size(options.FrameLength), () => new EncryptBatch(state), cancellationToken);
        if (hash is not null)
        {
            await destination.WriteAsync(Footer(materials, hash), cancellationToken);
        }
    }

    /// <summary>Encrypts memory.</summary>
    public static byte[] Encrypt(ReadOnlyMemory<byte> plaintext, EncryptionMaterials materials, EncryptOptions options)
    {
        var message = new byte[MaxLength(materials, plaintext.Length, options.FrameLength)];
        var written = Encrypt(plaintext, message, materials, options);
        return written == message.Length ? message : message[..written];
    }

    /// <summary>Encrypts memory into memory of <see cref="MaxLength"/> bytes.</summary>
    /// <returns>The message's length.</returns>
    public static int Encrypt(ReadOnlyMemory<byte> plaintext, Memory<byte> message, EncryptionMaterials materials, EncryptOptions options)
    {
        using var head = MessageHead.Make(materials, (uint)options.FrameLength, options.Random);
        head.Bytes.CopyTo(message);
        var body = message[head.Bytes.Length..];
        var written = head.Bytes.Length + EncryptFrames(plaintext, body, head, options);
        if (Hash(materials) is { } hash)
        {
            using (hash)
            {
                hash.AppendData(message.Span[..written]);
                var footer = Footer(materials, hash);
                footer.CopyTo(message[written..]);
                written += footer.Length;
            }
        }

        return written;
    }

    private static int EncryptFrames(ReadOnlyMemory<byte> plaintext, Memory<byte> body, MessageHead head, EncryptOptions options)
    {
        var perBatch = FrameBatch.Frames(options.FrameLength, plaintext.Length, options.MaxDegreeOfParallelism);
        var (plain, framed) = (perBatch * options.FrameLength, perBatch * (options.FrameLength + FrameCipher.Overhead));
        var batches = plaintext.Length == 0 ? 1 : ((plaintext.Length - 1) / plain) + 1;
        int Batch(FrameCipher cipher, int batch) => FrameBatch.Encrypt(
            cipher, (uint)((long)batch * perBatch) + 1, options.FrameLength, batch == batches - 1,
            batch == batches - 1 ? plaintext.Span[(batch * plain)..] : plaintext.Span.Slice(batch * plain, plain),
            body.Span[(batch * framed)..]);
        if (batches == 1 || options.MaxDegreeOfParallelism == 1)
        {
            using var cipher = head.Cipher();
            var written = 0;
            for (var batch = 0; batch < batches; batch++)
            {
                written += Batch(cipher, batch);
            }

            return written;
        }

        // Each takes the next batch when it is done with one: nobody waits for a neighbour with a longer list.
        var (total, next) = (0L, -1);
        Parallel.For(0, Math.Min(options.MaxDegreeOfParallelism, batches), _ =>
        {
            using var cipher = new FrameCipher(head.Key);
            var written = 0L;
            for (var batch = Interlocked.Increment(ref next); batch < batches; batch = Interlocked.Increment(ref next))
            {
                written += Batch(cipher, batch);
            }

            Interlocked.Add(ref total, written);
        });
        return (int)total;
    }

    private static IncrementalHash? Hash(EncryptionMaterials materials) =>
        materials.Suite.IsSigned ? IncrementalHash.CreateHash(materials.Suite.Hash) : null;

    private static byte[] Footer(EncryptionMaterials materials, IncrementalHash hash)
    {
        var signature = materials.Signer!.SignHash(hash.GetHashAndReset(), DSASignatureFormat.Rfc3279DerSequence);
        var footer = new byte[2 + signature.Length];
        BinaryPrimitives.WriteUInt16BigEndian(footer, (ushort)signature.Length);
        signature.CopyTo(footer, 2);
        return footer;
    }
}
