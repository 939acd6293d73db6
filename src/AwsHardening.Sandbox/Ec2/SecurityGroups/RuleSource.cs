namespace AwsHardening.Sandbox.Ec2;

internal enum SourceKind
{
    Ipv4,
    Ipv6,
    PrefixList,
    Group,
}

/// <summary>What a rule admits from or lets out to: one range, one prefix list or one group.</summary>
internal sealed record RuleSource(SourceKind Kind, string Value)
{
    public static readonly RuleSource AnyIpv4 = new(SourceKind.Ipv4, "0.0.0.0/0");
    public static readonly RuleSource AnyIpv6 = new(SourceKind.Ipv6, "::/0");

    public static RuleSource Group(string id) => new(SourceKind.Group, id);

    public static RuleSource PrefixList(string id) => new(SourceKind.PrefixList, id);

    /// <summary>A range in canonical form: 100.68.0.18/18 becomes 100.68.0.0/18, as EC2 documents.</summary>
    public static RuleSource Range(string text, bool ipv6) => Cidr.Parse(text, ipv6) is { } cidr
        ? new(ipv6 ? SourceKind.Ipv6 : SourceKind.Ipv4, cidr.ToString())
        : throw Ec2Errors.InvalidValue($"CIDR block {text} is malformed");
}

/// <summary>Where a referenced group lives, when it is not the rule's own VPC.</summary>
internal sealed record GroupReference(string UserId, string VpcId, string PeeringConnectionId);

/// <summary>The content of a rule, as asked for.</summary>
internal sealed record RuleSpec(IpTraffic Traffic, RuleSource Source, string? Description)
{
    public GroupReference? Reference { get; init; }

    public static RuleSpec ToAll(bool ipv6) => new(IpTraffic.All, ipv6 ? RuleSource.AnyIpv6 : RuleSource.AnyIpv4, null);
}
