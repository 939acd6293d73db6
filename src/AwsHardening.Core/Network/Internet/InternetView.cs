using AwsHardening.Core.Network.Model;
using AwsHardening.Core.Network.Reachability;

namespace AwsHardening.Core.Network.Internet;

/// <summary>What the internet truly reaches, and what stops it where it does not.</summary>
internal sealed class InternetView(NetworkModel model)
{
    // Anyone out there, of each family: an address that is nobody's in any network of AWS's customers.
    private static readonly IpAddress s_someoneIpv4 = IpAddress.Parse("192.0.2.1");
    private static readonly IpAddress s_someoneIpv6 = IpAddress.Parse("2001:db8:ffff::1");

    private readonly ReachabilityEngine _engine = new(model);

    /// <summary>From what was read to the record that users see.</summary>
    public PublicInstance Record(PublicThing thing)
    {
        (PublicAddress Address, ExposedAddress Exposed)[] exposed =
        [
            .. from side in thing.Interfaces
               from one in _engine.Exposure(side)
               from address in PublicThings.Addresses(side).Where(address => address.Private == one.To.Address)
               select (address, one),
        ];
        var certain = Array.Exists(exposed, one => one.Exposed.Reach.Unknown.Length == 0);
        var open = thing.IsOff ? [] : exposed.SelectMany(one => Lines(one.Address, one.Exposed)).Distinct().ToArray();
        string[] groups = [.. thing.Interfaces.SelectMany(side => side.GroupIds).Distinct()];
        return new PublicInstance
        {
            AccountId = model.AccountId,
            Region = model.Region,
            ResourceId = thing.Id,
            ResourceType = thing.Type,
            Name = thing.Name,
            State = thing.State,
            DnsName = thing.DnsName,
            // Arrays: PowerShell cannot index what the compiler makes of a collection expression for a read-only list.
            PublicAddress = thing.Interfaces.SelectMany(PublicThings.Addresses).Select(address => address.Public.ToString()).ToArray(),
            VpcId = thing.Interfaces[0].VpcId,
            SubnetId = thing.Interfaces.Select(side => side.SubnetId).Distinct().ToArray(),
            InterfaceId = thing.Interfaces.Select(side => side.Id).ToArray(),
            GroupId = groups,
            GroupName = groups.Select(id => model.Groups.GetValueOrDefault(id)?.Name ?? id).ToArray(),
            Reachable = open.Length == 0 ? false : certain ? true : null,
            Open = open,
            Reason = thing.IsOff ? $"public address, not reachable, because the instance is {thing.State}"
                : open.Length == 0 ? $"public address, not reachable, because {WhyNot(thing)}"
                : certain ? "reachable from the internet" : $"may be reachable: {exposed[0].Exposed.Reach.Unknown} cannot be seen into",
        };
    }

    private static IEnumerable<PublicPortRange> Lines(PublicAddress address, ExposedAddress exposed) =>
        exposed.Reach.Arrives.Lines().Select(line => new PublicPortRange(
            address.Public.ToString(), line.Protocol, line.Ports, exposed.Sources.ToString()));

    // The first hop that blocks, of the address that comes furthest: what is to be changed first to let the internet in.
    private string WhyNot(PublicThing thing)
    {
        var paths = from side in thing.Interfaces
                    from address in PublicThings.Addresses(side)
                    let someone = address.Private.Family == IpFamily.Ipv4 ? s_someoneIpv4 : s_someoneIpv6
                    select _engine.Trace(new OutsideEnd(OutsideZone.Internet, someone), new InterfaceEnd(side, address.Private), TrafficSet.All);
        var hop = paths.MaxBy(path => path.Hops.Count)?.Deciding;
        return hop switch
        {
            { Component: "route table" } => $"no internet route: {hop.ResourceId} routes nothing to an internet gateway ({hop.Reason})",
            { Component: "security group" } => $"no security group lets the internet in ({hop.Reason})",
            { Component: "network ACL" } => $"a network ACL blocks ({hop.Reason})",
            not null => hop.Reason,
            null => "nothing leads there",
        };
    }
}
