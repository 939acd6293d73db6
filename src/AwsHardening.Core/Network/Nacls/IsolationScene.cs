using AwsHardening.Core.Account;
using AwsHardening.Core.Network.Model;
using AwsHardening.Core.Reading;
using Sdk = Amazon.EC2.Model;

namespace AwsHardening.Core.Network.Nacls;

/// <summary>What an isolation is worked out on: the network, and its network ACLs as AWS shows them.</summary>
/// <param name="Model">The network.</param>
/// <param name="Nacls">The network ACLs by id.</param>
/// <param name="VpcNames">The tags Name of the VPCs.</param>
internal sealed record IsolationScene(
    NetworkModel Model, IReadOnlyDictionary<string, Sdk.NetworkAcl> Nacls, IReadOnlyDictionary<string, string> VpcNames)
{
    /// <summary>Reads it, whole or not at all.</summary>
    /// <exception cref="UnreadFactException">Some list could not be read.</exception>
    public static async Task<IsolationScene> ReadAsync(AwsSession session, string accountId, AccountView view)
    {
        var model = await NetworkReader.ReadAsync(session, accountId, view);
        // Both were read for the model.
        var (acls, vpcs) = ((await view.NetworkAcls()).Value, (await view.Vpcs()).Value);
        return new IsolationScene(
            model, acls.ToDictionary(acl => acl.NetworkAclId), vpcs.ToDictionary(vpc => vpc.VpcId, vpc => NaclRuleRecords.NameOf(vpc.Tags)));
    }

    /// <summary>The network ACL of a subnet.</summary>
    public Sdk.NetworkAcl NaclOf(string subnetId) => Nacls.Values.First(acl => NaclRuleRecords.Guards(acl, subnetId));

    /// <summary>The id of a subnet's association, as it was read.</summary>
    public string AssociationOf(string subnetId) =>
        NaclOf(subnetId).Associations.First(one => one.SubnetId == subnetId).NetworkAclAssociationId;
}
