using AwsHardening.Core.Network.Model;
using FsCheck;
using FsCheck.Fluent;

namespace AwsHardening.UnitTests.Engine.Network;

/// <summary>Values from spaces small enough to be tried out whole.</summary>
internal static class Generators
{
    private static readonly UInt128 s_v4 = 0x0A000000;
    private static readonly UInt128 s_v6 = (UInt128)0x20010DB8 << 96;

    /// <summary>One of 16 addresses of a family.</summary>
    public static Gen<IpAddress> Address =>
        from v6 in Gen.Elements(false, true)
        from low in Gen.Choose(0, 15)
        select At(v6, low);

    /// <summary>A range that holds 1 to 16 of them.</summary>
    public static Gen<Cidr> Ranges =>
        from address in Address
        from bits in Gen.Choose(0, 4)
        select new Cidr(address, (address.Family == IpFamily.Ipv4 ? 32 : 128) - bits);

    /// <summary>Spans over few protocols and the ports 0 to 5.</summary>
    public static Gen<TrafficSpan> Span =>
        from protocol in Gen.Elements("-1", "tcp", "udp", "icmp", "50")
        from one in Gen.Choose(-1, 5)
        from other in Gen.Choose(-1, 5)
        select TrafficSpan.Create(
            protocol,
            protocol is "tcp" or "udp" ? Math.Min(one, other) < 0 ? -1 : Math.Min(one, other) : one,
            protocol is "tcp" or "udp" ? Math.Min(one, other) < 0 ? -1 : Math.Max(one, other) : one < 0 ? -1 : other);

    /// <summary>All addresses of both spaces.</summary>
    public static IEnumerable<IpAddress> AllAddresses =>
        Enumerable.Range(0, 16).SelectMany(low => new[] { At(false, low), At(true, low) });

    public static IpAddress At(bool v6, int low) =>
        new(v6 ? IpFamily.Ipv6 : IpFamily.Ipv4, (v6 ? s_v6 : s_v4) + (uint)low);

    public static Interface Interface(
        string id, IEnumerable<IpAddress> addresses, IEnumerable<Cidr>? prefixes = null, IEnumerable<string>? groups = null,
        string type = "interface", string vpc = "vpc-1", string subnet = "subnet-1") =>
        new(id, type, vpc, subnet, [.. groups ?? []], [.. addresses], [.. prefixes ?? []], false, "", null);
}
