using System.Text.Json.Nodes;
using AwsHardening.Core.Changes;

namespace AwsHardening.Core.Network.Nacls;

/// <summary>
/// Builds the change that puts subnets behind a network ACL of their own, and the one that releases them. The network ACL is made
/// and read back before the first subnet gets it: none is ever without its rules.
/// </summary>
internal static class NaclChange
{
    /// <summary>The CloudFormation type of a network ACL.</summary>
    public const string ResourceType = "AWS::EC2::NetworkAcl";

    public const string CreateId = "create";
    public const string VerifyId = "verify";
    public const string DeleteId = "delete";

    /// <summary>The change that makes a network ACL and gives it to subnets.</summary>
    /// <param name="header">A change with its ids and reason; its calls and contents are filled in.</param>
    /// <param name="nacl">The network ACL.</param>
    /// <param name="subnets">The subnets, with what each has now.</param>
    /// <param name="restsOn">What the subnets have now, with its entries.</param>
    public static ResourceChange Make(
        ResourceChange header, NaclToMake nacl, IReadOnlyList<(string SubnetId, string NaclId)> subnets, IReadOnlyList<JsonObject> restsOn) =>
        header with
        {
            ResourceType = ResourceType,
            ResourceId = nacl.Id,
            Before = Content(nacl, subnets, restsOn, made: false),
            After = Content(nacl, [.. subnets.Select(one => (one.SubnetId, nacl.Id))], restsOn, made: true),
            Calls =
            [
                Create(nacl),
                .. nacl.Entries.Select((entry, index) => Entry(nacl, entry, $"entry-{index + 1}")),
                new ApiCall(VerifyId, "ec2", "DescribeNetworkAcls", new JsonObject { ["NetworkAclIds"] = new JsonArray(IdMap.Reference(nacl.Id)) }, DeleteId, []),
                .. subnets.Select((one, index) => Replace($"associate-{index + 1}", one.SubnetId, nacl.Id, $"release-{index + 1}")),
            ],
            Inverse =
            [
                .. subnets.Select((one, index) => Replace($"release-{index + 1}", one.SubnetId, one.NaclId, $"associate-{index + 1}")).Reverse(),
                new ApiCall(DeleteId, "ec2", "DeleteNetworkAcl", new JsonObject { [NaclContent.Id] = IdMap.Reference(nacl.Id) }, CreateId, []),
            ],
        };

    /// <summary>The change that gives subnets other network ACLs and deletes the one they had.</summary>
    /// <inheritdoc cref="Make"/>
    public static ResourceChange Release(
        ResourceChange header, NaclToMake nacl, IReadOnlyList<(string SubnetId, string NaclId)> subnets, IReadOnlyList<JsonObject> restsOn)
    {
        var made = Make(header, nacl, subnets, restsOn);
        return made with { Before = made.After, After = made.Before, Calls = made.Inverse, Inverse = made.Calls };
    }

    /// <summary>The part of a change that is about some of its subnets, with or without the network ACL itself.</summary>
    public static ResourceChange Part(ResourceChange change, IReadOnlySet<string> subnets, bool withNacl)
    {
        return change with
        {
            Before = Only(change.Before),
            After = Only(change.After),
            Calls = [.. change.Calls.Where(IsMeant)],
            Inverse = [.. change.Inverse.Where(IsMeant)],
        };

        bool IsMeant(ApiCall call) =>
            call.Operation == "ReplaceNetworkAclAssociation" ? subnets.Contains(NaclContent.SubnetOf(call.Creates[0].Id)) : withNacl;

        JsonObject Only(JsonObject content)
        {
            var part = (JsonObject)content.DeepClone();
            part[NaclContent.Associations] = new JsonArray(
                [.. NaclContent.List(part, NaclContent.Associations).Where(one => subnets.Contains(NaclContent.Text(one, "SubnetId"))).Select(one => one.DeepClone())]);
            return part;
        }
    }

    private static ApiCall Create(NaclToMake nacl) => new(
        CreateId,
        "ec2",
        "CreateNetworkAcl",
        new JsonObject
        {
            [NaclContent.VpcId] = nacl.VpcId,
            // The same for every attempt, and another once it was made and deleted: what the name means then is the id it had.
            ["ClientToken"] = IdMap.Reference(nacl.Id),
            ["TagSpecifications"] = new JsonArray(new JsonObject { ["ResourceType"] = "network-acl", ["Tags"] = Tagged(nacl) }),
        },
        DeleteId,
        [new CreatedId(nacl.Id, "NetworkAcl", new JsonObject { [NaclContent.VpcId] = nacl.VpcId }, NaclContent.Id)]);

    private static ApiCall Entry(NaclToMake nacl, JsonObject entry, string id)
    {
        var parameters = (JsonObject)entry.DeepClone();
        parameters[NaclContent.Id] = IdMap.Reference(nacl.Id);
        return new ApiCall(id, "ec2", "CreateNetworkAclEntry", parameters, DeleteId, []);
    }

    private static ApiCall Replace(string id, string subnetId, string naclId, string counterpart) => new(
        id,
        "ec2",
        "ReplaceNetworkAclAssociation",
        new JsonObject
        {
            ["AssociationId"] = IdMap.Reference(NaclContent.AssociationOf(subnetId)),
            [NaclContent.Id] = IdMap.Reference(naclId),
        },
        counterpart,
        [new CreatedId(NaclContent.AssociationOf(subnetId), "", [], "NewAssociationId")]);

    private static JsonArray Tagged(NaclToMake nacl) =>
    [
        .. nacl.Tags.OfType<JsonObject>().Where(tag => NaclContent.Text(tag, "Key") != NaclContent.ChangeTag).Select(tag => tag.DeepClone()),
        new JsonObject { ["Key"] = NaclContent.ChangeTag, ["Value"] = NaclContent.TagOf(nacl.Id) },
    ];

    private static JsonObject Content(
        NaclToMake nacl, IReadOnlyList<(string SubnetId, string NaclId)> subnets, IReadOnlyList<JsonObject> restsOn, bool made)
    {
        var content = new JsonObject { [NaclContent.VpcId] = nacl.VpcId };
        if (made)
        {
            content[NaclContent.Id] = nacl.Id;
            content[NaclContent.Tags] = Tagged(nacl);
            content[NaclContent.Entries] = new JsonArray([.. nacl.Entries.Select(entry => entry.DeepClone())]);
        }

        content[NaclContent.Associations] = new JsonArray(
            [.. subnets.Select(one => new JsonObject { ["SubnetId"] = one.SubnetId, [NaclContent.Id] = one.NaclId })]);
        content[NaclContent.RestsOn] = new JsonArray([.. restsOn.Select(one => one.DeepClone())]);
        return content;
    }
}

/// <summary>A network ACL to make, or to make again.</summary>
/// <param name="Id">Its id, or the name that the change has for it.</param>
/// <param name="VpcId">Its VPC.</param>
/// <param name="Tags">Its tags; the one that names the change is added.</param>
/// <param name="Entries">Its entries, without AWS's own.</param>
internal sealed record NaclToMake(string Id, string VpcId, JsonArray Tags, IReadOnlyList<JsonObject> Entries);
