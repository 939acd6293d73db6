namespace AwsHardening.Completion;

/// <summary>Offers the protocols that security group rules name.</summary>
public sealed class ProtocolCompleter : CandidateCompleter
{
    /// <inheritdoc />
    private protected override IEnumerable<Candidate> Candidates(HardeningSession? session) =>
    [
        new("tcp", "TCP"),
        new("udp", "UDP"),
        new("icmp", "ICMP for IPv4"),
        new("icmpv6", "ICMP for IPv6"),
        new("all", "every protocol"),
    ];
}
