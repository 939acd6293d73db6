using System.Globalization;

namespace AwsHardening.Core.Reporting;

/// <summary>Protocols and ports as people write them: <c>tcp 22</c>, <c>udp 1000-2000</c>, <c>all traffic</c>.</summary>
internal static class PortText
{
    private const string AllTraffic = "all traffic";

    public static string Of(string protocol, string ports) => protocol is "all" or "-1" ? AllTraffic : ports is "all" or "" ? protocol : $"{protocol} {ports}";

    /// <summary>What a security group rule lets through.</summary>
    public static string Of(AuditResource rule)
    {
        var (from, to) = (rule["FromPort"].Number, rule["ToPort"].Number);
        return Of(rule["IpProtocol"].ToString(), from is null or -1 || (from == 0 && to == 65535) ? "all"
            : from == to ? from.Value.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{from}-{to}"));
    }

    /// <summary>True where a security group rule lets some of these ports through.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="protocol">The protocol, or <c>all</c>.</param>
    /// <param name="ports">A port, a range of them, or <c>all</c>.</param>
    public static bool Meet(AuditResource rule, string protocol, string ports)
    {
        if (Rules.GroupIngress.IsAllTraffic(rule) || protocol == "all")
        {
            return true;
        }

        var ends = ports.Split('-');
        return rule["IpProtocol"].Text == protocol && (rule["FromPort"].Number is null or -1 || !decimal.TryParse(ends[0], CultureInfo.InvariantCulture, out var first)
            || (rule["FromPort"].Number <= (decimal.TryParse(ends[^1], CultureInfo.InvariantCulture, out var last) ? last : first) && rule["ToPort"].Number >= first));
    }
}
