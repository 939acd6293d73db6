using System.Security.Cryptography;

namespace AwsHardening.Core.Encryption.Message;

/// <summary>A message that is being made: its header with tag, and its key.</summary>
internal sealed class MessageHead : IDisposable
{
    private readonly AesGcm _cipher;

    private MessageHead(byte[] bytes, MessageKey key, AesGcm cipher) => (Bytes, Key, _cipher) = (bytes, key, cipher);

    /// <summary>The header, whole.</summary>
    public byte[] Bytes { get; }

    public MessageKey Key { get; }

    /// <summary>Bytes of the header of such a message.</summary>
    public static int Length(EncryptionMaterials materials, byte[] context) =>
        HeaderWriter.BodyLength(materials.Suite, context.Length, materials.DataKeys) + materials.Suite.HeaderAuthLength;

    /// <summary>Draws an id, derives the key, writes and authenticates the header.</summary>
    public static MessageHead Make(EncryptionMaterials materials, uint frameLength, FillRandom random)
    {
        var (suite, context) = (materials.Suite, materials.SerializedContext);
        var messageId = new byte[suite.MessageIdLength];
        random(messageId);
        var commitment = suite.Commits ? new byte[AlgorithmSuite.CommitmentLength] : [];
        var key = MessageKey.Derive(suite, materials.DataKey.Span, messageId, commitment);
        var bytes = new byte[Length(materials, context)];
        var body = bytes.AsSpan(0, bytes.Length - suite.HeaderAuthLength);
        HeaderWriter.WriteBody(
            new MessageHeader
            {
                Suite = suite,
                MessageId = messageId,
                Context = materials.Context,
                DataKeys = materials.DataKeys,
                FrameLength = frameLength,
                Commitment = commitment,
            },
            context,
            body);
        // The IV of the header is 0 in both versions; version 1 writes it down.
        Span<byte> iv = stackalloc byte[AlgorithmSuite.IvLength];
        iv.Clear();
        var cipher = key.NewCipher();
        cipher.Encrypt(iv, [], [], bytes.AsSpan(bytes.Length - AlgorithmSuite.TagLength), body);
        return new MessageHead(bytes, key, cipher);
    }

    /// <summary>The cipher that the header was authenticated with, for the frames of a short message; disposed of with this.</summary>
    public FrameCipher Cipher() => new(Key, _cipher);

    public void Dispose()
    {
        _cipher.Dispose();
        Key.Dispose();
    }
}
