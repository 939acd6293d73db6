namespace AwsHardening.Sandbox.Ec2;

/// <summary>The host names that the Amazon resolver gives addresses. AWS documentation page: "DNS attributes for your VPC".</summary>
internal static class DnsNames
{
    public static string Private(string address, string region) =>
        $"ip-{Dashes(address)}.{(region == "us-east-1" ? "ec2" : region + ".compute")}.internal";

    public static string Public(string address, string region) =>
        $"ec2-{Dashes(address)}.{(region == "us-east-1" ? "compute-1" : region + ".compute")}.{AwsPartition.OfRegion(region).DnsSuffix}";

    private static string Dashes(string address) => address.Replace('.', '-');
}
