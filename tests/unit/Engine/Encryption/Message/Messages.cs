using System.Security.Cryptography;
using AwsHardening.Core.Encryption.Message;

namespace AwsHardening.UnitTests.Engine.Encryption.Message;

/// <summary>Messages under a data key that the test knows.</summary>
internal static class Messages
{
    public static readonly IReadOnlyDictionary<string, string> Context =
        new Dictionary<string, string> { ["purpose"] = "test", ["tenant"] = "ümlaut-Ω" };

    public static readonly IReadOnlyList<AlgorithmSuite> Committing = [AlgorithmSuite.Committing, AlgorithmSuite.CommittingSigned];

    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    public static byte[] Key(AlgorithmSuite suite) => [.. Enumerable.Range(1, suite.KeyLength).Select(i => (byte)i)];

    public static EncryptionMaterials Materials(
        AlgorithmSuite? suite = null, IReadOnlyDictionary<string, string>? context = null, int keys = 1)
    {
        suite ??= AlgorithmSuite.Committing;
        var signer = suite.IsSigned ? ECDsa.Create(suite.Curve!.Curve) : null;
        var pairs = new Dictionary<string, string>(context ?? EncryptionContext.Empty);
        if (signer is not null)
        {
            pairs[EncryptionContext.PublicKey] = Convert.ToBase64String(EllipticCurve.Compress(signer));
        }

        return new EncryptionMaterials
        {
            Suite = suite,
            DataKey = new SecretBytes(Key(suite)),
            DataKeys = [.. Enumerable.Range(0, keys).Select(i => new EncryptedDataKey("test", [(byte)i, 2, 3], [4, 5]))],
            Context = pairs,
            Signer = signer,
        };
    }

    public static byte[] Text(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)(i * 31))];

    public static byte[] Encrypt(
        byte[] plaintext, int frameLength = 16, AlgorithmSuite? suite = null, IReadOnlyDictionary<string, string>? context = null, int cores = 2)
    {
        using var materials = Materials(suite, context);
        return MessageEncryptor.Encrypt(plaintext, materials, new EncryptOptions { FrameLength = frameLength, MaxDegreeOfParallelism = cores });
    }

    public static async Task<byte[]> EncryptStreamAsync(Stream plaintext, int frameLength, AlgorithmSuite? suite = null)
    {
        using var materials = Materials(suite);
        using var message = new MemoryStream();
        await MessageEncryptor.EncryptAsync(plaintext, message, materials, new EncryptOptions { FrameLength = frameLength }, Token);
        return message.ToArray();
    }

    public static async Task<byte[]> DecryptAsync(byte[] message, DecryptOptions? options = null) =>
        await DecryptAsync(new MemoryStream(message), options);

    public static async Task<byte[]> DecryptAsync(Stream message, DecryptOptions? options = null)
    {
        using var plaintext = new MemoryStream();
        await MessageDecryptor.DecryptAsync(message, plaintext, Find, options ?? new DecryptOptions(), Token);
        return plaintext.ToArray();
    }

    /// <summary>What is wrong with a message, and what came out of it nevertheless.</summary>
    public static async Task<(MessageFault? Fault, byte[] Released)> FaultAsync(byte[] message, DecryptOptions? options = null)
    {
        using var plaintext = new MemoryStream();
        try
        {
            await MessageDecryptor.DecryptAsync(new MemoryStream(message), plaintext, Find, options ?? new DecryptOptions(), Token);
            return (null, plaintext.ToArray());
        }
        catch (MessageException e)
        {
            return (e.Fault, plaintext.ToArray());
        }
    }

    public static ValueTask<SecretBytes> Find(MessageHeader header, CancellationToken cancellationToken) =>
        ValueTask.FromResult(new SecretBytes(Key(header.Suite)));

    /// <summary>Gives a few bytes at a time, as networks do.</summary>
    public sealed class Trickle(byte[] bytes, int step) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(step, buffer.Length)], cancellationToken);
    }
}
