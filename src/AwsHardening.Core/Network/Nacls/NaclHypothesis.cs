using System.Text.Json.Nodes;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Network.Model;
using AwsHardening.Core.Network.Reachability;

namespace AwsHardening.Core.Network.Nacls;

/// <summary>The network as a change of network ACLs would leave it.</summary>
internal static class NaclHypothesis
{
    public static NetworkModel Apply(NetworkModel model, ResourceChange change)
    {
        if (NaclContent.HasNacl(change.After))
        {
            model = model.WithAcl(Acl(change.After));
        }

        foreach (var (subnet, acl) in NaclContent.Guarded(change.After).Where(one => model.NetworkAcls.Any(acl => acl.Id == one.NaclId)))
        {
            model = model.WithAclOf(acl, subnet);
        }

        return NaclContent.HasNacl(change.Before) && !NaclContent.HasNacl(change.After)
            ? model.WithoutAcl(NaclContent.Text(change.Before, NaclContent.Id)) : model;
    }

    // AWS's own last entry denies, and so does what no entry decides.
    private static NetworkAcl Acl(JsonObject content) => new(
        NaclContent.Text(content, NaclContent.Id), NaclContent.Text(content, NaclContent.VpcId), false, [],
        [.. NaclContent.List(content, NaclContent.Entries).Select(Entry)]);

    private static AclEntry Entry(JsonObject entry)
    {
        var (ports, icmp) = (entry["PortRange"], entry["IcmpTypeCode"]);
        return new AclEntry(
            (int)entry["RuleNumber"]!,
            (bool)entry["Egress"]! ? RuleDirection.Egress : RuleDirection.Ingress,
            NaclContent.Text(entry, "RuleAction") == "allow",
            TrafficSpan.Create(NaclContent.Text(entry, "Protocol"), (int?)(ports?["From"] ?? icmp?["Type"]), (int?)(ports?["To"] ?? icmp?["Code"])),
            Cidr.Parse(NaclContent.Text(entry, entry.ContainsKey("CidrBlock") ? "CidrBlock" : "Ipv6CidrBlock")));
    }
}
