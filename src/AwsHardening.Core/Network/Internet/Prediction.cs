using AwsHardening.Core.Network.Model;
using AwsHardening.Core.Network.Reachability;

namespace AwsHardening.Core.Network.Internet;

/// <summary>What the account's network lets expect at its public addresses.</summary>
internal sealed class Prediction
{
    private readonly Dictionary<IpAddress, (PublicThing Thing, PublicAddress Address)> _things;
    private readonly Dictionary<IpAddress, ExposedAddress[]> _exposed = [];
    private readonly HashSet<IpAddress> _own;
    private readonly ReachabilityEngine _engine;

    public Prediction(NetworkModel model, PublicThings things)
    {
        _engine = new ReachabilityEngine(model);
        _own = [.. model.Interfaces.SelectMany(PublicThings.Addresses).Select(address => address.Public)];
        _things = things.Of(model.Interfaces)
            .SelectMany(thing => thing.Interfaces.SelectMany(PublicThings.Addresses).Select(address => (thing, address)))
            .ToDictionary(pair => pair.address.Public);
    }

    /// <summary>Whose address it is; null where it is nothing that accepts, or not the account's.</summary>
    public PublicThing? Owner(IpAddress address) => _things.TryGetValue(address, out var found) ? found.Thing : null;

    /// <summary>True for every public address of the account's interfaces.</summary>
    public bool IsOwn(IpAddress address) => _own.Contains(address);

    /// <summary>What is to be expected, and why.</summary>
    public (PublicPortState State, string Reason) Of(IpAddress address, string protocol, int port)
    {
        if (!_things.TryGetValue(address, out var found))
        {
            return _own.Contains(address) ? (PublicPortState.Filtered, "what has this address accepts no connection")
                : (PublicPortState.Unknown, "not an address of this account and Region");
        }

        if (found.Thing.IsOff)
        {
            return (PublicPortState.Filtered, $"{found.Thing.Id} is {found.Thing.State}");
        }

        var traffic = TrafficSet.Of(new TrafficSpan(protocol, port, port));
        var open = Exposed(found.Thing, found.Address).Where(one => one.Reach.Arrives.Covers(traffic)).ToArray();
        return open.Length == 0 ? (PublicPortState.Filtered, "nothing on the internet gets through")
            : Array.Exists(open, one => one.Sources.IsWhole && one.Reach.Unknown.Length == 0) ? (PublicPortState.Open, "all of the internet gets through")
            : open[0].Reach.Unknown.Length > 0 ? (PublicPortState.Unknown, $"{open[0].Reach.Unknown} cannot be seen into")
            : (PublicPortState.Unknown, $"only {string.Join(", ", open.Select(one => one.Sources))} gets through");
    }

    private ExposedAddress[] Exposed(PublicThing thing, PublicAddress address)
    {
        if (!_exposed.TryGetValue(address.Public, out var exposed))
        {
            _exposed[address.Public] = exposed =
                [.. thing.Interfaces.SelectMany(_engine.Exposure).Where(one => one.To.Address == address.Private)];
        }

        return exposed;
    }
}
