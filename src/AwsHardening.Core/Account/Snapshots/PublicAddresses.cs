using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace AwsHardening.Core.Account.Snapshots;

/// <summary>
/// Replaces public addresses and ranges so that one lies in another afterwards exactly when it did before (a prefix-preserving
/// map: every bit is flipped or not by a keyed function of the bits before it). Private and special addresses stay.
/// </summary>
/// <param name="salt">The key.</param>
internal sealed class PublicAddresses(byte[] salt)
{
    // First octets that hold ranges with a meaning of their own: there the second octet stays too, and public stays public.
    private static readonly byte[] s_mixed = [100, 169, 172, 192, 198, 203];

    /// <summary>The address or range that stands for another; null for a text that is neither.</summary>
    public string? TryReplace(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var length = -1;
        if ((slash >= 0 && !int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out length))
            || !LooksLikeAddress(text) || !IPAddress.TryParse(slash < 0 ? text : text.AsSpan(0, slash), out var address))
        {
            return null;
        }

        var bytes = address.GetAddressBytes();
        if (!IsPublic(bytes, address.AddressFamily))
        {
            return text;
        }

        length = slash < 0 ? bytes.Length * 8 : Math.Min(length, bytes.Length * 8);
        var kept = bytes.Length == 16 ? 32 : s_mixed.Contains(bytes[0]) ? 16 : 8;
        var mapped = Map(bytes, kept, length);
        return slash < 0 ? new IPAddress(mapped).ToString() : $"{new IPAddress(mapped)}/{length}";
    }

    private static bool LooksLikeAddress(string text) =>
        text.Contains(':', StringComparison.Ordinal) || text.Count(letter => letter == '.') == 3;

    private byte[] Map(byte[] bytes, int kept, int length)
    {
        var mapped = (byte[])bytes.Clone();
        var prefix = new byte[bytes.Length + 1];
        for (var bit = kept; bit < length; bit++)
        {
            Array.Clear(prefix);
            Array.Copy(bytes, prefix, bit / 8);
            if (bit % 8 != 0)
            {
                prefix[bit / 8] = (byte)(bytes[bit / 8] & (0xFF << (8 - (bit % 8))));
            }

            prefix[^1] = (byte)bit;
            mapped[bit / 8] ^= (byte)((HMACSHA256.HashData(salt, prefix)[0] & 1) << (7 - (bit % 8)));
        }

        return mapped;
    }

    private static bool IsPublic(byte[] address, AddressFamily family) => family == AddressFamily.InterNetworkV6
        // Global unicast.
        ? (address[0] & 0xE0) == 0x20
        : address switch
        {
            [0 or 10 or 127 or >= 224, ..] => false,
            [100, >= 64 and <= 127, ..] => false,
            [169, 254, ..] => false,
            [172, >= 16 and <= 31, ..] => false,
            [192, 168, ..] => false,
            [198, 18 or 19, ..] => false,
            _ => true,
        };
}
