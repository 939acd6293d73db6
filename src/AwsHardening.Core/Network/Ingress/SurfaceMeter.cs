using System.Numerics;
using AwsHardening.Core.Network.Model;
using AwsHardening.Core.Network.Reachability;

namespace AwsHardening.Core.Network.Ingress;

/// <summary>Measures what the internet reaches, as the network is when it is asked.</summary>
internal static class SurfaceMeter
{
    /// <summary>Measures it at some interfaces.</summary>
    /// <param name="model">The network.</param>
    /// <param name="sides">The interfaces.</param>
    public static AttackSurface Measure(NetworkModel model, IEnumerable<Interface> sides)
    {
        var engine = new ReachabilityEngine(model);
        var (interfaces, ports, size, certain) = (0, 0, BigInteger.Zero, true);
        foreach (var side in sides)
        {
            ExposedAddress[] exposed = [.. engine.Exposure(side).Where(one => Count(one.Reach.Arrives) > 0)];
            interfaces += exposed.Length > 0 ? 1 : 0;
            ports += exposed.GroupBy(one => one.To.Address)
                .Sum(address => Count(address.Aggregate(TrafficSet.None, (all, one) => all | one.Reach.Arrives)));
            size += exposed.Aggregate(BigInteger.Zero, (sum, one) => sum + (one.Sources.AddressCount * Count(one.Reach.Arrives)));
            certain &= Array.TrueForAll(exposed, one => one.Reach.Unknown.Length == 0);
        }

        return new AttackSurface { Interfaces = interfaces, Ports = ports, Size = size, IsCertain = certain };
    }

    private static int Count(TrafficSet traffic) => traffic.Tcp.Count + traffic.Udp.Count;
}
