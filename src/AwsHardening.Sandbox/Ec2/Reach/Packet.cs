namespace AwsHardening.Sandbox.Ec2;

/// <summary>One packet: protocol, destination port, and where it comes from and goes to.</summary>
/// <param name="Protocol"><c>tcp</c>, <c>udp</c> or <c>icmp</c>.</param>
/// <param name="Port">The destination port; of ICMP, the type.</param>
/// <param name="Source">The source address.</param>
/// <param name="Destination">The destination address.</param>
internal sealed record Packet(string Protocol, int Port, string Source, string Destination)
{
    /// <summary>A port that clients take for their own side (Linux: 32768-60999).</summary>
    public const int ClientPort = 49_152;

    /// <summary>What answers it.</summary>
    public Packet Answer() => this with { Port = Protocol == "icmp" ? 0 : ClientPort, Source = Destination, Destination = Source };

    /// <summary>As it looks when another address stands in front of its source.</summary>
    public Packet From(string address) => this with { Source = address };

    public static UInt128 Number(string address) => Cidr.ParseAddress(address, ipv6: false)
        ?? throw new ArgumentException($"{address} is no IPv4 address.", nameof(address));
}
