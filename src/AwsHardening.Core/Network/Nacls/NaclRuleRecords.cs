using AwsHardening.Core.Account;
using AwsHardening.Core.Network.Model;
using Sdk = Amazon.EC2.Model;

namespace AwsHardening.Core.Network.Nacls;

/// <summary>From the model's entries to the records users see. What could not be read is null in the record.</summary>
/// <param name="accountId">The account, where it is known already.</param>
/// <param name="region">The Region.</param>
/// <param name="subnets">The subnets by id; none where they could not be read.</param>
/// <param name="interfaces">The interfaces' addresses; null when they could not be read.</param>
/// <param name="vpcRanges">The ranges of the VPCs known to the account; null when they could not be read.</param>
internal sealed class NaclRuleRecords(
    string accountId, string region, IReadOnlyDictionary<string, Subnet> subnets, AddressIndex? interfaces, IReadOnlyList<Cidr>? vpcRanges)
{
    public NaclRule From(Sdk.NetworkAcl acl, AclEntry entry, IReadOnlyList<AclEntry> entries)
    {
        var (reached, decidedBy) = EntryReach.Of(entry, entries);
        string[] guarded = [.. (acl.Associations ?? []).Select(one => one.SubnetId).Order(StringComparer.Ordinal)];
        return new NaclRule
        {
            AccountId = acl.OwnerId is { Length: > 0 } owner ? owner : accountId,
            Region = region,
            NaclId = acl.NetworkAclId,
            NaclName = NameOf(acl.Tags),
            IsDefault = acl.IsDefault == true,
            VpcId = acl.VpcId ?? "",
            Direction = entry.Direction,
            RuleNumber = entry.Number,
            Action = entry.IsAllow ? NaclRuleAction.Allow : NaclRuleAction.Deny,
            Protocol = entry.Span.ProtocolText(),
            FromPort = entry.Span.From < 0 ? null : entry.Span.From,
            ToPort = entry.Span.To < 0 ? null : entry.Span.To,
            Ports = entry.Span.PortText(),
            Source = entry.Range.ToString(),
            SourceType = entry.Range.Family == IpFamily.Ipv4 ? RuleSourceType.Ipv4 : RuleSourceType.Ipv6,
            OpenToWorld = entry.IsAllow && entry.Range.IsWorld,
            OpenToVpc = !entry.IsAllow || entry.Range.IsWorld ? false : vpcRanges?.Any(entry.Range.Contains),
            AdminPort = entry.Span.MeansPort("tcp", 22) || entry.Span.MeansPort("tcp", 3389) || entry.Span.MeansPort("udp", 3389),
            AddressCount = entry.Range.AddressCount,
            InUseCount = interfaces?.CountInterfaces(entry.Range),
            Reached = reached,
            // Arrays: PowerShell cannot index what the compiler makes of a collection expression for a read-only list.
            DecidedBy = decidedBy.ToArray(),
            SubnetIds = guarded,
            SubnetNames = guarded.Select(id => subnets.GetValueOrDefault(id) is { Name.Length: > 0 } subnet ? subnet.Name : id).ToArray(),
        };
    }

    /// <summary>Lets tab completion know what was read.</summary>
    public void Remember(AwsSession session, IEnumerable<Sdk.NetworkAcl> acls)
    {
        foreach (var acl in acls)
        {
            session.SeenIds[acl.NetworkAclId] = NameOf(acl.Tags);
        }

        foreach (var subnet in subnets.Values)
        {
            session.SeenIds[subnet.Id] = subnet.Name;
        }
    }

    public static string NameOf(IEnumerable<Sdk.Tag>? tags) => tags?.FirstOrDefault(tag => tag.Key == "Name")?.Value ?? "";

    public static bool Guards(Sdk.NetworkAcl acl, string subnetId) => (acl.Associations ?? []).Any(one => one.SubnetId == subnetId);
}
