using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AwsHardening.Sandbox;

/// <summary>
/// Issues ids of AWS's shapes. Each kind of id counts on its own, so that a call more of one kind does not change
/// the ids of another, and the same calls in the same order always get the same ids.
/// </summary>
/// <param name="seed">Sets this source apart from others.</param>
public sealed class IdSource(int seed = 0)
{
    private readonly Dictionary<string, long> _counters = new(StringComparer.Ordinal);
    private readonly object _lock = new();

    /// <summary>A resource id in EC2's long form: the prefix, a hyphen, 17 hexadecimal digits.</summary>
    /// <param name="prefix">Such as <c>sg</c>, <c>sgr</c> or <c>vpce</c>, without the hyphen.</param>
    /// <returns>Such as <c>sg-0a1b2c3d4e5f60718</c>; the first digit is 0, as in the ids that EC2 issues.</returns>
    public string Next(string prefix) => $"{prefix}-0{Hex(Draw(prefix), 8)}";

    /// <summary>An id of another shape: hexadecimal digits alone.</summary>
    /// <param name="kind">What is counted; each kind has a series of its own.</param>
    /// <param name="digits">How many digits, at most 64.</param>
    /// <returns>Lower-case hexadecimal digits.</returns>
    public string NextHex(string kind, int digits) => Convert.ToHexString(Draw(kind))[..digits].ToLowerInvariant();

    /// <summary>An id in the shape of a UUID, as request ids and pool ids have.</summary>
    /// <param name="kind">What is counted.</param>
    /// <returns>Such as <c>1f0e7a52-….</c></returns>
    public string NextUuid(string kind)
    {
        string hex = NextHex(kind, 32);
        return $"{hex[..8]}-{hex[8..12]}-4{hex[13..16]}-a{hex[17..20]}-{hex[20..]}";
    }

    /// <summary>A text of capital letters and digits in base 32, as access key ids and role ids have.</summary>
    /// <param name="prefix">Such as <c>AKIA</c>, <c>ASIA</c> or <c>AROA</c>.</param>
    /// <param name="length">The length with the prefix, 20 for access keys, 21 for user and role ids.</param>
    /// <returns>The prefix and the digits.</returns>
    public string NextBase32(string prefix, int length)
    {
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var text = new StringBuilder(prefix, length);
        foreach (byte b in Draw(prefix))
        {
            if (text.Length == length)
            {
                break;
            }

            text.Append(Alphabet[b & 31]);
        }

        return text.ToString();
    }

    /// <summary>A text in base 64, as secret keys and session tokens have.</summary>
    /// <param name="kind">What is counted.</param>
    /// <param name="length">At most 40 characters.</param>
    /// <returns>The text.</returns>
    public string NextBase64(string kind, int length) => Convert.ToBase64String(Draw(kind))[..length];

    private byte[] Draw(string kind)
    {
        long count;
        lock (_lock)
        {
            _counters.TryGetValue(kind, out count);
            _counters[kind] = ++count;
        }

        return SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seed}/{kind}/{count}")));
    }

    private static string Hex(byte[] bytes, int count) =>
        BinaryPrimitives.ReadUInt64BigEndian(bytes).ToString("x16", CultureInfo.InvariantCulture)[..(count * 2)];
}
