namespace AwsHardening.Sandbox;

/// <summary>The partition of a Region and the DNS suffix of its endpoints.</summary>
/// <param name="Name">The word in ARNs, such as <c>aws</c> or <c>aws-cn</c>.</param>
/// <param name="DnsSuffix">Such as <c>amazonaws.com</c>.</param>
public sealed record AwsPartition(string Name, string DnsSuffix)
{
    /// <summary>The partition that a Region belongs to.</summary>
    /// <param name="region">Such as <c>us-gov-west-1</c>.</param>
    /// <returns>The commercial partition where no other claims the Region.</returns>
    public static AwsPartition OfRegion(string region)
    {
        ArgumentNullException.ThrowIfNull(region);
        return region.Split('-') switch
        {
            ["cn", ..] => new("aws-cn", "amazonaws.com.cn"),
            ["us", "gov", ..] => new("aws-us-gov", "amazonaws.com"),
            ["us", "iso", ..] => new("aws-iso", "c2s.ic.gov"),
            ["us", "isob", ..] => new("aws-iso-b", "sc2s.sgov.gov"),
            ["us", "isof", ..] => new("aws-iso-f", "csp.hci.ic.gov"),
            ["eu", "isoe", ..] => new("aws-iso-e", "cloud.adc-e.uk"),
            ["eusc", ..] => new("aws-eusc", "amazonaws.eu"),
            _ => new("aws", "amazonaws.com"),
        };
    }
}
