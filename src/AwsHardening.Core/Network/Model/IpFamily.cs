namespace AwsHardening.Core.Network.Model;

/// <summary>IPv4 or IPv6.</summary>
public enum IpFamily
{
    /// <summary>32-bit addresses.</summary>
    Ipv4,

    /// <summary>128-bit addresses.</summary>
    Ipv6,
}
