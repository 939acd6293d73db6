using System.Text.Json.Nodes;
using AwsHardening.Core.Changes;

namespace AwsHardening.Core.Network.Nacls;

/// <summary>The network ACLs of a VPC as they will be once a change is made. What has no id yet goes by the change's name for it.</summary>
internal static class NaclForesight
{
    public static JsonObject After(ResourceChange change, JsonObject present)
    {
        var after = (JsonObject)present.DeepClone();
        if (NaclContent.Text(change.After, NaclContent.VpcId) != NaclContent.Text(present, NaclContent.VpcId))
        {
            return after;
        }

        if (NaclContent.HasNacl(change.After) && !NaclContent.HasNacl(change.Before))
        {
            after["NetworkAcls"]!.AsArray().Add(new JsonObject
            {
                [NaclContent.Id] = NaclContent.Text(change.After, NaclContent.Id),
                ["IsDefault"] = false,
                [NaclContent.Tags] = change.After[NaclContent.Tags]!.DeepClone(),
                [NaclContent.Entries] = change.After[NaclContent.Entries]!.DeepClone(),
                [NaclContent.Associations] = new JsonArray(),
            });
        }

        foreach (var (subnet, nacl) in NaclContent.Guarded(change.After))
        {
            Move(after, subnet, NaclDrift.Find(after, nacl, change.After));
        }

        if (NaclContent.HasNacl(change.Before) && !NaclContent.HasNacl(change.After)
            && NaclContent.Find(after, NaclContent.Text(change.Before, NaclContent.Id)) is { } gone)
        {
            after["NetworkAcls"]!.AsArray().Remove(gone);
        }

        return after;
    }

    private static void Move(JsonObject after, string subnet, JsonObject? to)
    {
        foreach (var acl in NaclContent.List(after, "NetworkAcls"))
        {
            var associations = acl[NaclContent.Associations]!.AsArray();
            foreach (var one in associations.OfType<JsonObject>().Where(one => NaclContent.Text(one, "SubnetId") == subnet).ToArray())
            {
                associations.Remove(one);
            }
        }

        to?[NaclContent.Associations]!.AsArray().Add(new JsonObject
        {
            ["NetworkAclAssociationId"] = NaclContent.AssociationOf(subnet), ["SubnetId"] = subnet,
        });
    }
}
