namespace AwsHardening.Sandbox.Ec2;

/// <summary>
/// The quota of rules a direction, kept for IPv4 and IPv6 apart: a reference to a group counts once in each, a prefix
/// list by its maximum entries in its family. AWS documentation page: "Amazon VPC quotas".
/// </summary>
internal static class RuleQuota
{
    public static void Check(Ec2Call call, IEnumerable<RuleSource> sourcesOfDirection)
    {
        var (ipv4, ipv6) = (0, 0);
        foreach (var source in sourcesOfDirection)
        {
            var (add4, add6) = Weight(call.Region, source);
            ipv4 += add4;
            ipv6 += add6;
        }

        if (Math.Max(ipv4, ipv6) > call.Options.RulesPerSecurityGroup)
        {
            throw new AwsErrorException(
                "RulesPerSecurityGroupLimitExceeded", "The maximum number of rules per security group has been reached.");
        }
    }

    private static (int Ipv4, int Ipv6) Weight(Ec2Region region, RuleSource source) => source.Kind switch
    {
        SourceKind.Ipv4 => (1, 0),
        SourceKind.Ipv6 => (0, 1),
        SourceKind.PrefixList when region.PrefixLists.Find(source.Value) is { } list =>
            list.IsIpv6 ? (0, list.Weight) : (list.Weight, 0),
        _ => (1, 1),
    };
}
