using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace AwsHardening.Sandbox.Ec2;

/// <summary>A range of addresses in its canonical form: the bits behind the prefix are zero.</summary>
internal readonly record struct Cidr(bool IsIpv6, UInt128 First, int Prefix)
{
    public int Bits => IsIpv6 ? 128 : 32;

    /// <summary>How many addresses; a range of all IPv6 addresses gives 0, which is 2^128 here.</summary>
    public UInt128 Size => Bits - Prefix == 128 ? 0 : UInt128.One << (Bits - Prefix);

    public UInt128 Last => First + (Size - 1);

    /// <summary>Reads a range and drops its host bits, as EC2 does; null where the text is no range of the family.</summary>
    public static Cidr? Parse(string text, bool ipv6)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || ParseAddress(text[..slash], ipv6) is not { } address
            || !int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var prefix)
            || prefix > (ipv6 ? 128 : 32))
        {
            return null;
        }

        var host = (ipv6 ? 128 : 32) - prefix;
        return new Cidr(ipv6, host == 128 ? 0 : address >> host << host, prefix);
    }

    public static UInt128? ParseAddress(string text, bool ipv6)
    {
        var family = ipv6 ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork;
        // "10.1" is an address to .NET and none to AWS.
        if ((!ipv6 && text.Count(letter => letter == '.') != 3) || text.Contains('%', StringComparison.Ordinal)
            || !IPAddress.TryParse(text, out var address) || address.AddressFamily != family)
        {
            return null;
        }

        return address.GetAddressBytes().Aggregate(UInt128.Zero, (value, octet) => (value << 8) | octet);
    }

    public static string Format(UInt128 address, bool ipv6)
    {
        var octets = new byte[ipv6 ? 16 : 4];
        for (var at = octets.Length - 1; at >= 0; at--, address >>= 8)
        {
            octets[at] = (byte)(address & 0xFF);
        }

        return new IPAddress(octets).ToString();
    }

    public bool Contains(UInt128 address) => address >= First && address <= Last;

    public bool Contains(Cidr other) => IsIpv6 == other.IsIpv6 && other.Prefix >= Prefix && Contains(other.First);

    public bool Overlaps(Cidr other) => Contains(other) || other.Contains(this);

    public override string ToString() => $"{Format(First, IsIpv6)}/{Prefix}";
}
