using AwsHardening.Core.Access;
using AwsHardening.Core.Network.Model;

namespace AwsHardening.Core.Network.Ingress;

/// <summary>Finds out whether closing a rule cuts a connection by which the caller may be at work.</summary>
internal sealed class CallerGuard
{
    private readonly NetworkModel _model;
    private readonly string? _unknown;
    private readonly CallerConnection[] _connections;
    private readonly ILookup<IpAddress, Interface> _byAddress;

    /// <summary>Keeps the connections that can have to do with the account.</summary>
    public CallerGuard(NetworkModel model, CallerConnections connections)
    {
        _model = model;
        _unknown = connections.Unknown;
        _byAddress = model.Interfaces.SelectMany(side => AddressesOf(side).Select(address => (address, side)))
            .ToLookup(pair => pair.address, pair => pair.side);
        _connections =
        [
            .. connections.Known.Where(one => one.Server is null || _byAddress.Contains(one.Server.Value)),
            // Who comes from an address of the account came through that machine, from where is not seen here.
            .. connections.Known.Where(one => one.Client is { } client && _byAddress.Contains(client))
                .Select(one => new CallerConnection(null, one.Client, null)),
        ];
    }

    /// <summary>Why closing a rule may cut the caller off; empty when it does not.</summary>
    /// <param name="rule">The rule, which the model has no longer.</param>
    /// <param name="split">What becomes of it.</param>
    public IEnumerable<string> Risks(Rule rule, AdminRuleSplit split)
    {
        Interface[] members = [.. _model.Members(rule.GroupId)];
        if (_unknown is not null && members.Length > 0)
        {
            yield return $"may cut the caller's own connection, which cannot be told: {_unknown}";
            yield break;
        }

        foreach (var connection in _connections)
        {
            foreach (var span in split.Taken.Where(span => connection.Port is not { } port || span.MeansPort("tcp", port)))
            {
                var traffic = connection.Port is { } one ? new TrafficSpan("tcp", one, one) : span;
                foreach (var side in members.Where(side => IsCut(connection, side, traffic, split)))
                {
                    yield return $"cuts the caller's own connection{(connection.Client is { } client ? $" from {client}" : "")} "
                        + $"to {side.InstanceId ?? side.Id} on {traffic.ProtocolText()} {traffic.PortText()}";
                }
            }
        }
    }

    private bool IsCut(CallerConnection connection, Interface side, TrafficSpan traffic, AdminRuleSplit split) =>
        (connection.Server is not { } server || AddressesOf(side).Contains(server))
        // From where it comes cannot be seen, so it may come from anywhere that was let in.
        && (connection.Client is not { } client
            || (split.Closed.Any(source => Means(source, client)) && !Admits(side, client, traffic)));

    private bool Admits(Interface side, IpAddress client, TrafficSpan traffic) =>
        side.GroupIds.SelectMany(group => _model.Rules(group, RuleDirection.Ingress))
            .Any(rule => rule.Span.Covers(traffic) && Means(rule.Source, client));

    private bool Means(RuleSource source, IpAddress address) =>
        source.Range is { } range ? range.Contains(address)
        : source.GroupId is { } group ? _byAddress[address].Any(side => side.GroupIds.Contains(group))
        : _model.PrefixLists.TryGetValue(source.PrefixListId!, out var entries) && entries.Any(entry => entry.Contains(address));

    private static IEnumerable<IpAddress> AddressesOf(Interface side) =>
        side.Addresses.Concat(side.PublicAddresses.Select(pair => pair.Public));
}
