using System.Buffers.Binary;
using System.Security.Cryptography;

namespace AwsHardening.Core.Encryption.Message;

/// <summary>From a data key to the key of one message, and to the commitment in its header (RFC 5869).</summary>
internal static class KeyDerivation
{
    private const int MaxHashLength = 64;

    /// <summary>Derives both.</summary>
    /// <param name="suite">The suite.</param>
    /// <param name="dataKey">The data key.</param>
    /// <param name="messageId">The message's id.</param>
    /// <param name="key">Takes the message's key.</param>
    /// <param name="commitment">Takes the commitment; empty for suites without.</param>
    /// <exception cref="ArgumentException">The data key has not the suite's length.</exception>
    public static void Derive(
        AlgorithmSuite suite, ReadOnlySpan<byte> dataKey, ReadOnlySpan<byte> messageId, Span<byte> key, Span<byte> commitment)
    {
        if (dataKey.Length != suite.KeyLength)
        {
            throw new ArgumentException(
                $"Suite {suite.Name} takes a data key of {suite.KeyLength} bytes, not of {dataKey.Length}.", nameof(dataKey));
        }

        if (suite.Kdf is not { } hash)
        {
            dataKey.CopyTo(key);
            return;
        }

        Span<byte> extracted = stackalloc byte[MaxHashLength];
        Span<byte> info = stackalloc byte[2 + 32];
        BinaryPrimitives.WriteUInt16BigEndian(info, suite.Id);
        // Version 2 salts with the id and commits; version 1 has no salt and names the id in the info.
        var length = HKDF.Extract(hash, dataKey, suite.Commits ? messageId : [], extracted);
        var tail = suite.Commits ? "DERIVEKEY"u8 : messageId;
        tail.CopyTo(info[2..]);
        HKDF.Expand(hash, extracted[..length], key, info[..(2 + tail.Length)]);
        if (suite.Commits)
        {
            HKDF.Expand(hash, extracted[..length], commitment, "COMMITKEY"u8);
        }

        CryptographicOperations.ZeroMemory(extracted);
    }
}
