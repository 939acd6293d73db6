using System.Buffers.Binary;
using System.Security.Cryptography;

namespace AwsHardening.Core.Encryption.Message;

/// <summary>
/// Reads messages. Nothing of a frame leaves before its tag is verified; of a signed message nothing leaves before the signature
/// is, unless the destination is thrown away where that fails.
/// </summary>
internal static class MessageDecryptor
{
    // Larger frames are read one by one.
    private const uint MaxBatched = EncryptOptions.MaxFrameLength;

    /// <summary>Reads a message to its end.</summary>
    /// <returns>Its header, authenticated.</returns>
    /// <exception cref="MessageException">Something is wrong with it.</exception>
    public static async Task<MessageHeader> DecryptAsync(
        Stream message, Stream destination, FindDataKey findDataKey, DecryptOptions options, CancellationToken cancellationToken)
    {
        using var source = new MessageSource(message);
        var parsed = await source.ReadHeaderAsync(options.Limits, cancellationToken);
        var header = parsed.Header;
        Require(header, options.RequiredContext);
        if (header.Suite.IsSigned != header.Context.ContainsKey(EncryptionContext.PublicKey))
        {
            throw MessageException.Malformed(header.Suite.IsSigned
                ? "its suite has a signature, and its encryption context no key to verify it"
                : "it has the key of a signature, and its suite has none");
        }

        using var key = await FindKeyAsync(parsed, findDataKey, cancellationToken);
        if (!header.Suite.IsSigned || options.DestinationIsStaged)
        {
            await ReadAsync(source, destination, parsed, key, options, cancellationToken);
            return header;
        }

        await using var held = new HeldPlaintext();
        await ReadAsync(source, held, parsed, key, options, cancellationToken);
        await held.ReleaseAsync(destination, cancellationToken);
        return header;
    }

    private static async Task ReadAsync(
        MessageSource source, Stream destination, ParsedHeader parsed, MessageKey key, DecryptOptions options,
        CancellationToken cancellationToken)
    {
        var header = parsed.Header;
        using var hash = header.Suite.IsSigned ? IncrementalHash.CreateHash(header.Suite.Hash) : null;
        hash?.AppendData(parsed.Body);
        if (header.Suite.Version == 1)
        {
            hash?.AppendData(parsed.Iv);
        }

        hash?.AppendData(parsed.Tag);
        if (!header.IsFramed)
        {
            await SingleBlock.DecryptBodyAsync(source, destination, key, hash, cancellationToken);
        }
        else if (header.FrameLength > MaxBatched)
        {
            await SingleBlock.DecryptFramesAsync(source, destination, key, header.FrameLength, hash, cancellationToken);
        }
        else
        {
            var state = new DecryptState(source, destination, key, (int)header.FrameLength, hash);
            await FramePipeline.RunAsync(
                options.MaxDegreeOfParallelism, EncryptBatch.Size(state.FrameLength), () => new DecryptBatch(state), cancellationToken);
        }

        var signature = hash is null ? null : await ReadFooterAsync(source, cancellationToken);
        if (await source.ReadAsync(new byte[1], cancellationToken) > 0)
        {
            throw new MessageException(MessageFault.Extended, "The message was extended: something follows its end.");
        }

        if (hash is not null && !Verify(header, hash.GetHashAndReset(), signature!))
        {
            throw new MessageException(MessageFault.SignatureInvalid, "The message's signature does not fit: it was not written by who signed it.");
        }
    }

    private static async Task<MessageKey> FindKeyAsync(ParsedHeader parsed, FindDataKey find, CancellationToken cancellationToken)
    {
        using var dataKey = await find(parsed.Header, cancellationToken);
        return MessageKey.Verify(parsed, dataKey.Span);
    }

    private static void Require(MessageHeader header, IReadOnlyDictionary<string, string> required)
    {
        foreach (var (name, value) in required)
        {
            if (!header.Context.TryGetValue(name, out var present) || present != value)
            {
                throw new MessageException(
                    MessageFault.ContextMismatch, present is null
                        ? $"The message's encryption context has no {name}."
                        : $"The message's encryption context has another {name} than was asked for.");
            }
        }
    }

    private static async Task<byte[]> ReadFooterAsync(MessageSource source, CancellationToken cancellationToken)
    {
        var length = new byte[2];
        if (await source.ReadAsync(length, cancellationToken) == 2)
        {
            var signature = new byte[BinaryPrimitives.ReadUInt16BigEndian(length)];
            if (await source.ReadAsync(signature, cancellationToken) == signature.Length)
            {
                return signature;
            }
        }

        throw MessageException.Truncated("within the signature");
    }

    private static bool Verify(MessageHeader header, byte[] hash, byte[] signature)
    {
        try
        {
            using var verifier = header.Suite.Curve!.Decompress(Convert.FromBase64String(header.Context[EncryptionContext.PublicKey]));
            return verifier.VerifyHash(hash, signature, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            return false;
        }
    }
}
