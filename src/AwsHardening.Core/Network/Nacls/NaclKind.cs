using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Network.Model;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Network.Nacls;

/// <summary>
/// A network ACL with its entries, and the subnets that a change gave it. Ids do not count: a network ACL that was made again is
/// known by its tag, a subnet's association by the subnet.
/// </summary>
internal sealed class NaclKind : IResourceKind, INetworkKind
{
    public string ResourceType => NaclChange.ResourceType;

    public IReadOnlyList<string> RequiredActions { get; } =
    [
        "ec2:DescribeNetworkAcls", "ec2:DescribeSubnets", "ec2:CreateNetworkAcl", "ec2:CreateNetworkAclEntry",
        "ec2:ReplaceNetworkAclAssociation", "ec2:DeleteNetworkAcl", "ec2:CreateTags",
    ];

    public bool SpansResources => true;

    public NetworkModel Apply(NetworkModel model, ResourceChange change) => NaclHypothesis.Apply(model, change);

    public Task<JsonObject> ReadAsync(AwsSession session, ResourceChange change, CancellationToken cancellationToken) =>
        NaclReader.ReadAsync(session, NaclContent.Text(change.After, NaclContent.VpcId), cancellationToken);

    public CallEffect Effect(ApiCall call, JsonObject present, IdMap ids) => call.Operation switch
    {
        "CreateNetworkAcl" => Made(call, present),
        "CreateNetworkAclEntry" => Done(Named(call, present, ids) is { } acl && HasEntry(acl, call.Parameters)),
        "ReplaceNetworkAclAssociation" => Replaced(call, present, ids),
        "DeleteNetworkAcl" => Done(Named(call, present, ids) is null),
        // Once a subnet has the network ACL, the look before that was taken.
        "DescribeNetworkAcls" => Done(NaclContent.Find(present, call.Parameters["NetworkAclIds"]![0]!["$id"]!.GetValue<string>(), ids) is { } seen
            && NaclContent.List(seen, NaclContent.Associations).Any()),
        _ => CallEffect.None,
    };

    public IReadOnlyList<string> Missing(ResourceChange change, JsonObject present, IdMap ids)
    {
        var content = NaclContent.HasNacl(change.After) ? change.After : change.Before;
        return NaclContent.Find(present, NaclContent.Text(content, NaclContent.Id), ids) is { } acl
            ? NaclDrift.Entries(content, acl) : ["the network ACL is not there"];
    }

    public IReadOnlyList<string> Drift(ResourceChange change, JsonObject present) => NaclDrift.After(change, present);

    public IReadOnlyList<string> DriftBefore(ResourceChange change, JsonObject present, IdMap ids) => NaclDrift.Before(change, present, ids);

    public ResourceChange? Standing(ResourceChange change, JsonObject present)
    {
        var standing = NaclContent.Guarded(change.After)
            .Where(one => NaclDrift.Has(present, one.SubnetId, one.NaclId, change.After)
                && NaclDrift.Find(present, NaclContent.Guarded(change.Before).First(b => b.SubnetId == one.SubnetId).NaclId, change.Before) is not null)
            .Select(one => one.SubnetId).ToHashSet();
        var withNacl = NaclContent.HasNacl(change.After)
            ? NaclContent.Find(present, NaclContent.Text(change.After, NaclContent.Id)) is { } acl
                && NaclContent.List(acl, NaclContent.Associations).All(one => standing.Contains(NaclContent.Text(one, "SubnetId")))
            : NaclContent.Find(present, NaclContent.Text(change.Before, NaclContent.Id)) is null;
        // Made again, it has something to guard; one that is not made again cannot guard anything.
        return (NaclContent.HasNacl(change.After) ? standing.Count > 0 || withNacl : standing.Count > 0 && withNacl)
            ? NaclChange.Part(change, standing, withNacl) : null;
    }

    public async Task<int> CountAsync(AccountView view)
    {
        var acls = await view.NetworkAcls();
        return acls.IsKnown
            ? acls.Value.Count
            : throw new UnreadFactException(acls.Reason!) { What = "the network ACLs", IamAction = "ec2:DescribeNetworkAcls" };
    }

    public IReadOnlyDictionary<string, string> PresentIds(JsonObject content, JsonObject present)
    {
        Dictionary<string, string> ids = new(StringComparer.Ordinal);
        foreach (var (subnet, _) in NaclContent.Guarded(content))
        {
            if (NaclContent.OfSubnet(present, subnet) is { } found)
            {
                ids[NaclContent.AssociationOf(subnet)] = found.AssociationId;
            }
        }

        foreach (var named in NaclContent.Bases(content).Append(content).Where(NaclContent.HasNacl))
        {
            var name = NaclContent.Text(named, NaclContent.Id);
            if (NaclContent.Find(present, name, tags: named[NaclContent.Tags] as JsonArray) is { } acl)
            {
                ids[name] = NaclContent.Text(acl, NaclContent.Id);
            }
        }

        return ids;
    }

    // What a later change recorded as the network ACL to go back to must still be there when it does.
    public bool LeansOn(ResourceChange later, ResourceChange change, IdMap ids)
    {
        if (!NaclContent.HasNacl(change.After))
        {
            return false;
        }

        var name = NaclContent.Text(change.After, NaclContent.Id);
        return NaclContent.Guarded(later.Before).Select(one => one.NaclId).Contains(ids.Resolve(name))
            || NaclContent.Find(new JsonObject { ["NetworkAcls"] = later.Before[NaclContent.RestsOn]?.DeepClone() }, name, ids) is not null;
    }

    public JsonObject? Foresee(ResourceChange change, JsonObject present) => NaclForesight.After(change, present);

    // What each was worked out on, the other changes.
    public bool MustBePlannedTogether(ResourceChange one, ResourceChange other) => other.ResourceType == ResourceType
        && NaclContent.Guarded(one.Before).Select(g => g.SubnetId).Intersect(NaclContent.Guarded(other.Before).Select(g => g.SubnetId)).Any();

    private static CallEffect Made(ApiCall call, JsonObject present)
    {
        var created = call.Creates[0];
        var tags = (JsonArray)call.Parameters["TagSpecifications"]![0]!["Tags"]!;
        return NaclContent.FindByTag(present, tags) is { } acl
            ? new CallEffect(true, new Dictionary<string, string> { [created.Id] = NaclContent.Text(acl, NaclContent.Id) }) : CallEffect.None;
    }

    private static CallEffect Replaced(ApiCall call, JsonObject present, IdMap ids)
    {
        var name = call.Creates[0].Id;
        return NaclContent.OfSubnet(present, NaclContent.SubnetOf(name)) is { } now && Named(call, present, ids) is { } wanted
            && NaclContent.Text(now.Nacl, NaclContent.Id) == NaclContent.Text(wanted, NaclContent.Id)
                ? new CallEffect(true, new Dictionary<string, string> { [name] = now.AssociationId }) : CallEffect.None;
    }

    private static bool HasEntry(JsonObject acl, JsonObject parameters)
    {
        var lines = NaclContent.Lines(new JsonObject { [NaclContent.Entries] = new JsonArray(parameters.DeepClone()) });
        var present = NaclContent.Lines(acl);
        return lines.All(line => present.TryGetValue(line.Key, out var now) && now == line.Value);
    }

    private static JsonObject? Named(ApiCall call, JsonObject present, IdMap ids) =>
        NaclContent.Find(present, call.Parameters[NaclContent.Id]!["$id"]!.GetValue<string>(), ids);

    private static CallEffect Done(bool done) => done ? new CallEffect(true, new Dictionary<string, string>()) : CallEffect.None;
}
