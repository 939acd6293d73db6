using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Ec2;

/// <summary>One numbered entry of a network ACL.</summary>
internal sealed record AclEntry(int RuleNumber, bool Egress, string Protocol, string RuleAction, Cidr Cidr)
{
    public const int DenyAll = 32767;
    public const int DenyAllIpv6 = 32768;

    public int? FromPort { get; init; }

    public int? ToPort { get; init; }

    public int? IcmpType { get; init; }

    public int? IcmpCode { get; init; }

    public JsonObject Shape() => Json.Of(
        (Cidr.IsIpv6 ? "Ipv6CidrBlock" : "CidrBlock", Cidr.ToString()),
        ("Egress", Egress),
        ("IcmpTypeCode", IcmpType is null ? null : Json.Of(("Type", IcmpType), ("Code", IcmpCode))),
        ("PortRange", FromPort is null ? null : Json.Of(("From", FromPort), ("To", ToPort))),
        ("Protocol", Protocol),
        ("RuleAction", RuleAction),
        ("RuleNumber", RuleNumber));
}

/// <summary>A network ACL. The last entry, which nobody can remove, denies what no other entry matched.</summary>
internal sealed class NetworkAcl(string id, Vpc vpc, bool isDefault) : Ec2Resource(ResourceKind.NetworkAcl, id)
{
    private static readonly Cidr s_anyIpv4 = new(false, 0, 0);
    private static readonly Cidr s_anyIpv6 = new(true, 0, 0);

    public Vpc Vpc { get; } = vpc;

    public bool IsDefault { get; } = isDefault;

    public List<AclEntry> Entries { get; } = [];

    public IEnumerable<Subnet> Subnets => Vpc.Region.Subnets.Rows.Where(subnet => subnet.Acl == this);

    /// <summary>The ACL of a new VPC: all traffic of both directions passes.</summary>
    public static NetworkAcl Default(string id, Vpc vpc)
    {
        var acl = New(id, vpc, isDefault: true);
        acl.Add(100, "allow", s_anyIpv4);
        return acl;
    }

    /// <summary>The ACL that a customer makes: nothing passes.</summary>
    public static NetworkAcl New(string id, Vpc vpc, bool isDefault = false)
    {
        var acl = new NetworkAcl(id, vpc, isDefault);
        acl.Add(AclEntry.DenyAll, "deny", s_anyIpv4);
        if (vpc.Ipv6Cidrs.Count > 0)
        {
            acl.Add(AclEntry.DenyAllIpv6, "deny", s_anyIpv6);
        }

        return acl;
    }

    /// <summary>What AWS adds to the default ACL when the VPC gets an IPv6 range.</summary>
    public void AllowAllIpv6()
    {
        Add(101, "allow", s_anyIpv6);
        Add(AclEntry.DenyAllIpv6, "deny", s_anyIpv6);
    }

    public AclEntry? Find(int number, bool egress) => Entries.Find(entry => entry.RuleNumber == number && entry.Egress == egress);

    public JsonObject Shape() => Json.Of(
        ("NetworkAclId", Id),
        ("VpcId", Vpc.Id),
        ("OwnerId", Vpc.Region.State.Options.AccountId),
        ("IsDefault", IsDefault),
        ("Associations", Json.List(Subnets.Select(subnet => Json.Of(
            ("NetworkAclAssociationId", subnet.AclAssociationId), ("NetworkAclId", Id), ("SubnetId", subnet.Id))))),
        ("Entries", Json.List(Entries.OrderByDescending(entry => entry.Egress).ThenBy(entry => entry.RuleNumber)
            .Select(entry => entry.Shape()))),
        ("Tags", TagList()));

    private void Add(int number, string action, Cidr cidr)
    {
        foreach (var egress in new[] { true, false }.Where(egress => Find(number, egress) is null))
        {
            Entries.Add(new AclEntry(number, egress, "-1", action, cidr));
        }
    }
}
