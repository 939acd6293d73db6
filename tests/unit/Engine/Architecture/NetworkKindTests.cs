using AwsHardening.Core.Changes;
using AwsHardening.Core.Network;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Architecture;

/// <summary>A change of the network that cannot say what it does to flows would pass every guard.</summary>
public class NetworkKindTests
{
    // An instance's profile and metadata, a flow log, defaults of new volumes and machines, and who may use a snapshot or an image: no packet
    // goes another way for them.
    private static readonly string[] s_decideNoFlow =
        ["AWS::EC2::EbsEncryptionByDefault", "AWS::EC2::FlowLog", "AWS::EC2::Image", "AWS::EC2::Instance", "AWS::EC2::Snapshot", "AWS::EC2::Subnet"];

    [Fact]
    public void Every_kind_of_EC2_resource_works_out_its_flows_or_is_known_to_decide_none()
    {
        // What does not stand among these cannot be changed.
        var kinds = ResourceKinds.All.Where(kind => kind.ResourceType.StartsWith("AWS::EC2::", StringComparison.Ordinal)).ToArray();
        Assert.Equal(s_decideNoFlow, kinds.Where(kind => kind is not INetworkKind).Select(kind => kind.ResourceType).Order(StringComparer.Ordinal));
        Assert.Equal(
            ["AWS::EC2::NetworkAcl", "AWS::EC2::SecurityGroup", "AWS::EC2::VPC", "AWS::EC2::VPCEndpoint"],
            kinds.Where(kind => kind is INetworkKind).Select(kind => kind.ResourceType).Order(StringComparer.Ordinal));
    }
}
