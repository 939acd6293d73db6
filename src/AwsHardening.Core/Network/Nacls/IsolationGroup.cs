using System.Text.Json.Nodes;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Network.Model;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Network.Nacls;

/// <summary>
/// Subnets of one VPC that have the same entries now, whatever network ACL holds them: they share the new one, and each keeps all
/// that was not asked to change.
/// </summary>
/// <param name="VpcId">The VPC.</param>
/// <param name="Subnets">The subnets.</param>
/// <param name="Present">Their entries, AWS's own included.</param>
internal sealed record IsolationGroup(string VpcId, IReadOnlyList<Subnet> Subnets, IReadOnlyList<AclEntry> Present)
{
    /// <summary>Puts subnets together.</summary>
    public static IReadOnlyList<IsolationGroup> Of(IsolationScene scene, IEnumerable<Subnet> subnets) =>
    [
        .. subnets.DistinctBy(subnet => subnet.Id)
            .Select(subnet => (Subnet: subnet, Entries: Ec2Projection.NetworkAcl(scene.NaclOf(subnet.Id)).Entries))
            .GroupBy(pair => (pair.Subnet.VpcId, Key: string.Join('\n', pair.Entries.Select(entry => $"{entry}").Order(StringComparer.Ordinal))))
            .Select(group => new IsolationGroup(group.Key.VpcId, [.. group.Select(pair => pair.Subnet)], group.First().Entries)),
    ];

    /// <summary>The change that gives them a network ACL of their own.</summary>
    /// <param name="scene">What it is worked out on.</param>
    /// <param name="header">A change with its ids and reason.</param>
    /// <param name="entries">The entries.</param>
    public ResourceChange Change(IsolationScene scene, ResourceChange header, IReadOnlyList<AclEntry> entries)
    {
        var name = new JsonObject { ["Key"] = "Name", ["Value"] = header.ResourceName };
        return NaclChange.Make(
            header,
            new NaclToMake(NaclContent.NameOf(header.Id), VpcId, [name], [.. entries.Select(NaclContent.Entry)]),
            [.. Subnets.Select(subnet => (subnet.Id, scene.NaclOf(subnet.Id).NetworkAclId))],
            [.. Subnets.Select(subnet => scene.NaclOf(subnet.Id)).DistinctBy(acl => acl.NetworkAclId).Select(NaclReader.Base)]);
    }

    /// <summary>The ids of the subnets' associations, by the names that changes have for them.</summary>
    public IReadOnlyDictionary<string, string> Associations(IsolationScene scene) =>
        Subnets.ToDictionary(subnet => NaclContent.AssociationOf(subnet.Id), subnet => scene.AssociationOf(subnet.Id));
}
