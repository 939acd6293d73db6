namespace AwsHardening.Sandbox.Ec2;

/// <summary>
/// The prefix lists that AWS keeps in a Region for gateway endpoints. AWS documentation page: "Available AWS-managed
/// prefix lists".
/// </summary>
internal static class AwsPrefixLists
{
    private static readonly (string Service, string UsEast1Id, string[] Ranges)[] s_lists =
    [
        ("s3", "pl-63a5400a", ["3.5.0.0/19", "18.34.0.0/19", "52.216.0.0/15", "54.231.0.0/16"]),
        ("dynamodb", "pl-02cd2c6b", ["3.218.180.0/22", "52.94.0.0/22", "52.119.224.0/20"]),
    ];

    public static void AddTo(Ec2Region region)
    {
        foreach (var (service, usEast1Id, ranges) in s_lists)
        {
            // The published ids of us-east-1; elsewhere 8 digits out of the account's ids.
            var id = region.Name == "us-east-1"
                ? usEast1Id
                : "pl-" + region.State.Options.Ids.NextHex($"{region.Name}/{service}", 8);
            var list = region.PrefixLists.Add(new PrefixList(
                id, NameOf(region.Name, service), isIpv6: false, "AWS",
                $"arn:{region.Partition.Name}:ec2:{region.Name}:aws:prefix-list/{id}"));
            list.Versions.Add([.. ranges.Select(range => new PrefixListEntry(Cidr.Parse(range, ipv6: false)!.Value, null))]);
        }
    }

    public static string NameOf(string region, string service) => $"com.amazonaws.{region}.{service}";
}
