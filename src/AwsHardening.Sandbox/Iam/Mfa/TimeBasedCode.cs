using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace AwsHardening.Sandbox.Iam;

/// <summary>The codes that an authenticator shows: six digits, another one every 30 seconds (RFC 6238, with HMAC-SHA1).</summary>
internal static class TimeBasedCode
{
    private const int StepSeconds = 30;
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>The number of the 30 seconds that a time is in.</summary>
    public static long Step(DateTimeOffset time) => time.ToUnixTimeSeconds() / StepSeconds;

    /// <summary>When 30 seconds begin.</summary>
    public static DateTimeOffset Start(long step) => DateTimeOffset.FromUnixTimeSeconds(step * StepSeconds);

    /// <summary>The code of 30 seconds.</summary>
    /// <param name="seed">The seed in base 32 (RFC 4648), as it is given to an authenticator.</param>
    /// <param name="step">Which 30 seconds.</param>
    public static string Of(string seed, long step)
    {
        Span<byte> counter = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // RFC 6238: what AWS's virtual devices compute with.
        var hash = HMACSHA1.HashData(Decode(seed), counter);
#pragma warning restore CA5350
        var truncated = BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(hash[^1] & 0xF)) & 0x7FFF_FFFF;
        return (truncated % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    private static byte[] Decode(string seed)
    {
        var bytes = new byte[seed.Length * 5 / 8];
        var (bits, held, at) = (0, 0, 0);
        foreach (var letter in seed)
        {
            held = ((held << 5) | Alphabet.IndexOf(letter, StringComparison.Ordinal)) & 0xFFF;
            bits += 5;
            if (bits >= 8)
            {
                bits -= 8;
                bytes[at++] = (byte)(held >> bits);
            }
        }

        return bytes;
    }
}
