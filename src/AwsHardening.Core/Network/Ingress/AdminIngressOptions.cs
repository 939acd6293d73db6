namespace AwsHardening.Core.Network.Ingress;

/// <summary>What is closed, from whom, and what is accepted with it.</summary>
public sealed record AdminIngressOptions
{
    /// <summary>TCP ports, 0 to 65535.</summary>
    public IReadOnlyList<int> Port { get; init; } = [22, 3389];

    /// <summary>UDP ports, 0 to 65535; null for 3389 where it is among the TCP ports.</summary>
    public IReadOnlyList<int>? UdpPort { get; init; }

    /// <summary>From whom: <c>World</c>, <c>Any</c>, ranges; none for the world, or with <see cref="All"/> for any.</summary>
    public IReadOnlyList<string> Source { get; init; } = [];

    /// <summary>Rules that refer to groups too, the rule's own among them.</summary>
    public bool IncludePeer { get; init; }

    /// <summary>Every protocol and port, from any source and from groups.</summary>
    public bool All { get; init; }

    /// <summary>Instances that may be left without another way in, by id.</summary>
    public IReadOnlyList<string> WithoutAccessTo { get; init; } = [];

    /// <summary>Addresses from which the caller is connected; none to find the connections.</summary>
    public IReadOnlyList<string> CallerAddress { get; init; } = [];

    /// <summary>Answers ShouldContinue with yes.</summary>
    public bool Force { get; init; }

    /// <summary>Take the changes back after this time unless they are confirmed; null to let them stand.</summary>
    public TimeSpan? RevertAfter { get; init; }

    /// <summary>The account's quota "Inbound or outbound rules per security group"; AWS's default is 60.</summary>
    public int RuleQuota { get; init; } = Network.RuleQuota.Default;
}
