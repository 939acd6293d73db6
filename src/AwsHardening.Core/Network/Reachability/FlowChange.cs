namespace AwsHardening.Core.Network.Reachability;

/// <summary>Flows that two networks do not share: each source with each destination, but for an interface with itself.</summary>
/// <param name="Sources">Where they begin.</param>
/// <param name="Destinations">Where they lead.</param>
/// <param name="Arrives">First packets that arrive in one network only.</param>
/// <param name="Replies">Replies that come back in one network only, to first packets that arrive in both.</param>
/// <param name="IsCertain">False where something on the way cannot be seen into.</param>
/// <param name="IsAsked">True where they were to be cut.</param>
internal sealed record FlowChange(
    IReadOnlyList<FlowPlace> Sources, IReadOnlyList<FlowPlace> Destinations, TrafficSet Arrives, TrafficSet Replies, bool IsCertain, bool IsAsked)
{
    // Amazon VPC User Guide, "Ephemeral ports": Linux takes 32768-60999, Windows 49152-65535; load balancers, NAT gateways and
    // Lambda functions take 1024-65535, and of clients outside nothing is known.
    private static readonly TrafficSet s_lowPorts = TrafficSet.None.With(
        tcp: PortSet.Range(Reach.FirstEphemeralPort, 32767), udp: PortSet.Range(Reach.FirstEphemeralPort, 32767));

    /// <summary>
    /// True when nothing is lost but replies to ports below 32768, and every source is an instance: only one whose system was
    /// told to choose such ports would notice.
    /// </summary>
    public bool IsUnlikely => Arrives.IsEmpty && s_lowPorts.Covers(Replies)
        && Sources.All(place => place.Zone is null && place.Members.All(member => member.Interface.InstanceId is not null));
}

/// <summary>What a change takes from the flows of a network and what it adds.</summary>
/// <param name="Lost">Flows that pass before and not after.</param>
/// <param name="Gained">Flows that pass after and not before.</param>
/// <param name="Places">Every place of both networks.</param>
internal sealed record FlowDifference(IReadOnlyList<FlowChange> Lost, IReadOnlyList<FlowChange> Gained, FlowPlaces Places)
{
    public bool IsEmpty => Lost.Count + Gained.Count == 0;
}
