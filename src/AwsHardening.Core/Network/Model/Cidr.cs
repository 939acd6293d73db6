using System.Globalization;
using System.Numerics;

namespace AwsHardening.Core.Network.Model;

/// <summary>A range in CIDR notation. Bits behind the prefix are dropped, as AWS does.</summary>
public readonly record struct Cidr
{
    /// <summary>Makes a range.</summary>
    /// <param name="address">Any address inside.</param>
    /// <param name="prefixLength">0 to 32, or 0 to 128.</param>
    public Cidr(IpAddress address, int prefixLength)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(prefixLength);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(prefixLength, Bits(address.Family));
        Family = address.Family;
        PrefixLength = prefixLength;
        First = address.Value & ~HostMask(address.Family, prefixLength);
    }

    /// <summary>IPv4 or IPv6.</summary>
    public IpFamily Family { get; }

    /// <summary>The first address.</summary>
    public UInt128 First { get; }

    /// <summary>How many leading bits are fixed.</summary>
    public int PrefixLength { get; }

    /// <summary>The last address.</summary>
    public UInt128 Last => First | HostMask(Family, PrefixLength);

    /// <summary>How many addresses: 2^(32-n) or 2^(128-n).</summary>
    public BigInteger AddressCount => BigInteger.One << (Bits(Family) - PrefixLength);

    /// <summary>True for <c>0.0.0.0/0</c> and <c>::/0</c>.</summary>
    public bool IsWorld => PrefixLength == 0;

    /// <summary>The range of one address.</summary>
    public static Cidr Of(IpAddress address) => new(address, Bits(address.Family));

    /// <summary>Reads <c>10.0.0.0/16</c>, <c>2001:db8::/32</c> or a single address.</summary>
    /// <exception cref="FormatException">Not a range.</exception>
    public static Cidr Parse(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
        {
            return Of(IpAddress.Parse(text));
        }

        var address = IpAddress.Parse(text[..slash]);
        return int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            && length <= Bits(address.Family)
            ? new Cidr(address, length)
            : throw new FormatException($"'{text}' is not a CIDR range.");
    }

    /// <summary>True when the address lies inside.</summary>
    public bool Contains(IpAddress address) =>
        address.Family == Family && (address.Value & ~HostMask(Family, PrefixLength)) == First;

    /// <summary>True when the whole other range lies inside.</summary>
    public bool Contains(Cidr other) =>
        other.Family == Family && other.PrefixLength >= PrefixLength && Contains(new IpAddress(Family, other.First));

    /// <summary>What two ranges share: two CIDR ranges are nested or apart, so it is the narrower one or nothing.</summary>
    public Cidr? Intersect(Cidr other) => Contains(other) ? other : other.Contains(this) ? this : null;

    /// <inheritdoc />
    public override string ToString() => $"{new IpAddress(Family, First)}/{PrefixLength}";

    private static int Bits(IpFamily family) => family == IpFamily.Ipv4 ? 32 : 128;

    private static UInt128 HostMask(IpFamily family, int prefixLength)
    {
        var host = Bits(family) - prefixLength;
        return host == 128 ? UInt128.MaxValue : (UInt128.One << host) - UInt128.One;
    }
}
