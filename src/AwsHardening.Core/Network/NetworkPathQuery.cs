using AwsHardening.Core.Network.Model;
using AwsHardening.Core.Network.Reachability;

namespace AwsHardening.Core.Network;

/// <summary>Which flows are asked about.</summary>
public sealed record NetworkPathQuery
{
    /// <summary>Where they begin: ids, names, addresses, ranges, or <c>Internet</c>.</summary>
    public IReadOnlyList<string> From { get; init; } = [];

    /// <summary>Where they lead, in the same words.</summary>
    public IReadOnlyList<string> To { get; init; } = [];

    /// <summary>The protocol, in AWS's words or by number; null for any, or TCP where ports are said.</summary>
    public string? Protocol { get; init; }

    /// <summary>Destination ports, 0 to 65535; empty for all.</summary>
    public IReadOnlyList<int> Port { get; init; } = [];

    /// <summary>List blocked paths too.</summary>
    public bool IncludeBlocked { get; init; }

    /// <summary>The packets that are meant; null when the protocol is none.</summary>
    internal TrafficSet? Traffic()
    {
        if ((Protocol ?? (Port.Count > 0 ? "tcp" : "-1")) is var said && TrafficSpan.FromUser(said) is not { } protocol)
        {
            return null;
        }

        return Port.Count == 0 || protocol is not ("tcp" or "udp") ? TrafficSet.Of(TrafficSpan.Create(protocol, null, null))
            : Port.Aggregate(TrafficSet.None, (set, port) => set | TrafficSet.Of(new TrafficSpan(protocol, port, port)));
    }
}
