namespace AwsHardening.Sandbox.Ec2;

/// <summary>What security groups and network ACLs say of a packet.</summary>
internal static class Filters
{
    /// <summary>Whether some rule of an interface's groups admits a packet; groups remember, so the answer needs no rule.</summary>
    /// <param name="eni">The interface.</param>
    /// <param name="egress">Whether the packet leaves it.</param>
    /// <param name="packet">The packet.</param>
    /// <param name="peer">The interface at the other end, or null for an address outside.</param>
    public static bool Admits(NetworkInterface eni, bool egress, Packet packet, NetworkInterface? peer) =>
        // What has no groups, such as a NAT gateway, filters nothing.
        eni.Groups.Count == 0 || eni.Groups.SelectMany(group => group.Rules).Any(rule =>
            rule.IsEgress == egress && Covers(rule.Traffic, packet)
            && Covers(eni.Region, rule.Source, egress ? packet.Destination : packet.Source, peer));

    /// <summary>Whether a network ACL lets a packet through: the first entry that matches decides.</summary>
    public static bool Passes(NetworkAcl acl, bool egress, Packet packet)
    {
        var address = Packet.Number(egress ? packet.Destination : packet.Source);
        return acl.Entries.Where(entry => entry.Egress == egress && !entry.Cidr.IsIpv6 && Covers(entry, packet))
            .OrderBy(entry => entry.RuleNumber).First(entry => entry.Cidr.Contains(address)).RuleAction == "allow";
    }

    private static bool Covers(IpTraffic traffic, Packet packet) => traffic.Protocol == "-1"
        || (traffic.Protocol == packet.Protocol && (packet.Protocol == "icmp"
            ? traffic.FromPort is null or -1 || traffic.FromPort == packet.Port
            : traffic.FromPort <= packet.Port && packet.Port <= traffic.ToPort));

    private static bool Covers(Ec2Region region, RuleSource source, string address, NetworkInterface? peer) => source.Kind switch
    {
        SourceKind.Ipv4 => Cidr.Parse(source.Value, ipv6: false)!.Value.Contains(Packet.Number(address)),
        SourceKind.Group => peer?.Groups.Any(group => group.Id == source.Value) is true,
        SourceKind.PrefixList => region.PrefixLists.Find(source.Value)?.Entries
            .Any(entry => !entry.Cidr.IsIpv6 && entry.Cidr.Contains(Packet.Number(address))) is true,
        _ => false,
    };

    private static bool Covers(AclEntry entry, Packet packet) => entry.Protocol == "-1" || (
        entry.Protocol == (packet.Protocol switch { "tcp" => "6", "udp" => "17", _ => "1" }) && (packet.Protocol == "icmp"
            ? entry.IcmpType is null or -1 || entry.IcmpType == packet.Port
            : entry.FromPort is null || (entry.FromPort <= packet.Port && packet.Port <= entry.ToPort)));
}
