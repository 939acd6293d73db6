using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Reading;
using Sdk = Amazon.EC2.Model;

namespace AwsHardening.Core.Network.Nacls;

/// <summary>Reads the network ACLs of a VPC as content.</summary>
internal static class NaclReader
{
    /// <summary>The VPC's network ACLs as they are now.</summary>
    /// <exception cref="UnreadFactException">They could not be read.</exception>
    public static async Task<JsonObject> ReadAsync(AwsSession session, string vpcId, CancellationToken cancellationToken)
    {
        var acls = await new AccountView(session, cancellationToken).NetworkAclsOf(vpcId);
        return acls.IsKnown
            ? new JsonObject { ["NetworkAcls"] = new JsonArray([.. acls.Value.Select(Content)]) }
            : throw new UnreadFactException(acls.Reason!) { What = $"the network ACLs of {vpcId}", IamAction = "ec2:DescribeNetworkAcls" };
    }

    /// <summary>One network ACL with its entries and associations.</summary>
    public static JsonObject Content(Sdk.NetworkAcl acl) => new()
    {
        [NaclContent.Id] = acl.NetworkAclId,
        ["IsDefault"] = acl.IsDefault == true,
        [NaclContent.Tags] = Tags(acl),
        [NaclContent.Entries] = Entries(acl),
        [NaclContent.Associations] = new JsonArray([.. (acl.Associations ?? []).Select(one => SdkJson.FromSdk(one))]),
    };

    /// <summary>The same as what a change rests on: without its associations.</summary>
    public static JsonObject Base(Sdk.NetworkAcl acl) => new()
    {
        [NaclContent.Id] = acl.NetworkAclId,
        [NaclContent.Tags] = Tags(acl),
        [NaclContent.Entries] = Entries(acl),
    };

    /// <summary>The tags that a user may set: those AWS sets itself cannot be written.</summary>
    public static JsonArray Tags(Sdk.NetworkAcl acl) =>
    [
        .. (acl.Tags ?? []).Where(tag => !tag.Key.StartsWith("aws:", StringComparison.Ordinal)).OrderBy(tag => tag.Key, StringComparer.Ordinal)
            .Select(tag => (JsonNode)new JsonObject { ["Key"] = tag.Key, ["Value"] = tag.Value ?? "" }),
    ];

    // Through the model and back: one form, whoever wrote it.
    private static JsonArray Entries(Sdk.NetworkAcl acl) =>
    [
        .. Ec2Projection.NetworkAcl(acl).Entries.Where(entry => entry.Number < Model.AclEntry.Last)
            .OrderBy(entry => entry.Direction).ThenBy(entry => entry.Number).Select(NaclContent.Entry),
    ];
}
