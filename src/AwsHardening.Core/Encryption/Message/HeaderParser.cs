namespace AwsHardening.Core.Encryption.Message;

/// <summary>Reads headers.</summary>
internal static class HeaderParser
{
    private const byte CustomerAuthenticated = 0x80;
    private const byte NotFramed = 1;
    private const byte Framed = 2;

    /// <summary>Reads the header that bytes begin with.</summary>
    /// <param name="bytes">The beginning of a message.</param>
    /// <param name="limits">What is accepted.</param>
    /// <returns>The header; null where the bytes end before it does.</returns>
    /// <exception cref="MessageException">No header, or one that is not accepted.</exception>
    public static ParsedHeader? Parse(ReadOnlySpan<byte> bytes, HeaderLimits limits)
    {
        var reader = new ByteReader(bytes);
        if (!reader.TryByte(out var version))
        {
            return null;
        }

        if (version is not (1 or 2))
        {
            throw NotAMessage(version);
        }

        if (version == 1 && (!reader.TryByte(out var type) || type != CustomerAuthenticated))
        {
            return reader.Position < 2 ? null : throw NotAMessage(version);
        }

        if (!reader.TryUInt16(out var id))
        {
            return null;
        }

        var suite = Accept(id, version, limits);
        return reader.TryBytes(suite.MessageIdLength, out var messageId) && reader.TryCounted(out var context)
            && DataKeys(ref reader, limits) is { } keys && Rest(ref reader, suite, out var frameLength, out var commitment)
            ? Authentication(ref reader, bytes[..reader.Position], new MessageHeader
            {
                Suite = suite,
                MessageId = messageId.ToArray(),
                Context = EncryptionContext.Parse(context),
                DataKeys = keys,
                FrameLength = frameLength,
                Commitment = commitment,
            })
            : null;
    }

    private static AlgorithmSuite Accept(ushort id, byte version, HeaderLimits limits)
    {
        if (AlgorithmSuite.Find(id) is not { } suite || suite.Version != version)
        {
            throw new MessageException(
                MessageFault.UnknownSuite, $"Version {version} of the message format has no algorithm suite 0x{id:X4}.");
        }

        return suite.Commits || limits.AllowUncommitted ? suite : throw new MessageException(
            MessageFault.Uncommitted,
            $"The message's algorithm suite {suite.Name} has no key commitment: it could decrypt to different texts under different keys.");
    }

    private static EncryptedDataKey[]? DataKeys(ref ByteReader reader, HeaderLimits limits)
    {
        if (!reader.TryUInt16(out var count))
        {
            return null;
        }

        if (count == 0)
        {
            throw MessageException.Malformed("it has no encrypted data key");
        }

        if (count > limits.MaxDataKeys)
        {
            throw new MessageException(
                MessageFault.TooManyDataKeys, $"The message has {count} encrypted data keys; {limits.MaxDataKeys} are allowed.");
        }

        var keys = new EncryptedDataKey[count];
        for (var i = 0; i < count; i++)
        {
            if (!reader.TryCounted(out var provider) || !reader.TryCounted(out var info) || !reader.TryCounted(out var ciphertext))
            {
                return null;
            }

            keys[i] = new EncryptedDataKey(EncryptionContext.Decode(provider), info.ToArray(), ciphertext.ToArray());
        }

        return keys;
    }

    private static bool Rest(ref ByteReader reader, AlgorithmSuite suite, out uint frameLength, out byte[] commitment)
    {
        (frameLength, commitment) = (0, []);
        if (!reader.TryByte(out var content))
        {
            return false;
        }

        if (suite.Version == 1)
        {
            if (!reader.TryUInt32(out var reserved) || !reader.TryByte(out var ivLength))
            {
                return false;
            }

            if (reserved != 0 || ivLength != AlgorithmSuite.IvLength)
            {
                throw MessageException.Malformed(
                    reserved != 0 ? "its reserved bytes are not 0" : $"it speaks of IVs of {ivLength} bytes, where 12 is the format's length");
            }
        }

        if (!reader.TryUInt32(out frameLength))
        {
            return false;
        }

        if (content is not (NotFramed or Framed) || (content == Framed) != (frameLength > 0))
        {
            throw MessageException.Malformed($"content type {content} and frame length {frameLength} do not go together");
        }

        if (!suite.Commits)
        {
            return true;
        }

        var there = reader.TryBytes(AlgorithmSuite.CommitmentLength, out var bytes);
        commitment = bytes.ToArray();
        return there;
    }

    private static ParsedHeader? Authentication(ref ByteReader reader, ReadOnlySpan<byte> body, MessageHeader header)
    {
        // Version 2 has no IV in the header: it is always 0.
        ReadOnlySpan<byte> iv = stackalloc byte[AlgorithmSuite.IvLength];
        return (header.Suite.Version == 2 || reader.TryBytes(AlgorithmSuite.IvLength, out iv))
            && reader.TryBytes(AlgorithmSuite.TagLength, out var tag)
            ? new ParsedHeader(header, body.ToArray(), iv.ToArray(), tag.ToArray())
            : null;
    }

    private static MessageException NotAMessage(byte first) => new(
        MessageFault.NotAMessage,
        first is (byte)'A'
            ? "This is no message of the AWS Encryption SDK, but it begins like one in base64."
            : "This is no message of the AWS Encryption SDK. Loose parts, such as the 16-byte nonce, tag and ciphertext that the "
                + "workshop's local_aes makes, are not read: they name neither their key nor their format, and nothing says which nonce "
                + "belongs to which text; the format's nonces have 12 bytes, the length that AES-GCM is made for.");
}
