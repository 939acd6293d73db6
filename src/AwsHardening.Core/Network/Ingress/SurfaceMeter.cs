using System.Numerics;
using AwsHardening.Core.Network.Model;
using AwsHardening.Core.Network.Reachability;

namespace AwsHardening.Core.Network.Ingress;

/// <summary>Measures what the internet reaches: each interface once, and again only when it is said to have changed.</summary>
/// <param name="model">The network, as it is when something is measured.</param>
internal sealed class SurfaceMeter(NetworkModel model)
{
    private readonly Dictionary<string, AttackSurface> _measured = new(StringComparer.Ordinal);

    /// <summary>Measures some interfaces.</summary>
    public AttackSurface Measure(IEnumerable<Interface> sides)
    {
        // An engine knows one state of the network: made when there is something to measure, and not kept.
        ReachabilityEngine? engine = null;
        var all = new AttackSurface { Interfaces = 0, Ports = 0, Size = 0, IsCertain = true };
        foreach (var side in sides)
        {
            if (!_measured.TryGetValue(side.Id, out var one))
            {
                _measured[side.Id] = one = Measure(engine ??= new ReachabilityEngine(model), side);
            }

            all = all with
            {
                Interfaces = all.Interfaces + one.Interfaces, Ports = all.Ports + one.Ports, Size = all.Size + one.Size,
                IsCertain = all.IsCertain && one.IsCertain,
            };
        }

        return all;
    }

    /// <summary>Measures interfaces anew when they are asked about next.</summary>
    public void Forget(IEnumerable<Interface> sides)
    {
        foreach (var side in sides)
        {
            _measured.Remove(side.Id);
        }
    }

    private static AttackSurface Measure(ReachabilityEngine engine, Interface side)
    {
        ExposedAddress[] exposed = [.. engine.Exposure(side).Where(one => Count(one.Reach.Arrives) > 0)];
        return new AttackSurface
        {
            Interfaces = exposed.Length > 0 ? 1 : 0,
            Ports = exposed.GroupBy(one => one.To.Address)
                .Sum(address => Count(address.Aggregate(TrafficSet.None, (all, one) => all | one.Reach.Arrives))),
            Size = exposed.Aggregate(BigInteger.Zero, (sum, one) => sum + (one.Sources.AddressCount * Count(one.Reach.Arrives))),
            IsCertain = Array.TrueForAll(exposed, one => one.Reach.Unknown.Length == 0),
        };
    }

    private static int Count(TrafficSet traffic) => traffic.Tcp.Count + traffic.Udp.Count;
}
