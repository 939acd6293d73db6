namespace AwsHardening.Core.Network.Model;

/// <summary>An entry of a network ACL. The lowest number that matches a packet decides (Amazon VPC User Guide, "Network ACL rules").</summary>
/// <param name="Number">1 to 32766; 32767 and 32768 are AWS's own last entries.</param>
/// <param name="Direction">Ingress or Egress, as the subnet sees it.</param>
/// <param name="IsAllow">False for deny.</param>
/// <param name="Span">Protocol and destination ports.</param>
/// <param name="Range">The other side.</param>
public sealed record AclEntry(int Number, RuleDirection Direction, bool IsAllow, TrafficSpan Span, Cidr Range)
{
    /// <summary>The number of the entry that AWS adds last and nobody can remove, IPv4; IPv6 has the one after.</summary>
    public const int Last = 32767;

    /// <summary>The number as AWS's console shows it.</summary>
    public string NumberText => Number >= Last ? "*" : Number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>A network ACL.</summary>
/// <param name="Id">Its id.</param>
/// <param name="VpcId">Its VPC.</param>
/// <param name="IsDefault">True for the VPC's default ACL.</param>
/// <param name="SubnetIds">The subnets associated with it.</param>
/// <param name="Entries">Its entries, in any order.</param>
public sealed record NetworkAcl(
    string Id, string VpcId, bool IsDefault, IReadOnlyList<string> SubnetIds, IReadOnlyList<AclEntry> Entries);
