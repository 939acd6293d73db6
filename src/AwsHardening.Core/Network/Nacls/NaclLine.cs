using AwsHardening.Core.Network.Model;

namespace AwsHardening.Core.Network.Nacls;

/// <summary>Entries in one line each, for people.</summary>
internal static class NaclLine
{
    /// <summary>Such as <c>Egress 50 deny all traffic to 10.0.2.0/24</c>.</summary>
    public static string Of(AclEntry entry) =>
        $"{entry.Direction} {entry.NumberText} {(entry.IsAllow ? "allow" : "deny")} {Traffic(entry.Span)} "
        + $"{(entry.Direction == RuleDirection.Ingress ? "from" : "to")} {entry.Range}";

    /// <summary>All of them, in the order in which they are tried.</summary>
    public static string[] Of(IEnumerable<AclEntry> entries) =>
        [.. entries.OrderBy(entry => entry.Direction).ThenBy(entry => entry.Number).Select(Of)];

    private static string Traffic(TrafficSpan span) => span.IsAllProtocols ? "all traffic"
        : span.HasPorts ? $"{span.Protocol} {span.PortText()}".Replace(" all", "", StringComparison.Ordinal)
        : $"{(span.Protocol.StartsWith("icmp", StringComparison.Ordinal) ? span.Protocol : $"protocol {span.Protocol}")} {span.PortText()}".Replace(" all", "", StringComparison.Ordinal);
}
