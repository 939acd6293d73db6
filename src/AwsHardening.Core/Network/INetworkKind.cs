using AwsHardening.Core.Changes;
using AwsHardening.Core.Network.Model;

namespace AwsHardening.Core.Network;

/// <summary>A kind of resource that decides which flows pass: a plan's effect on them can be worked out before it is applied.</summary>
internal interface INetworkKind
{
    /// <summary>The network as a change finds it, where the change knows more of it than what was read shows.</summary>
    NetworkModel Found(NetworkModel model, ResourceChange change) => model;

    /// <summary>The network as a change would leave it.</summary>
    NetworkModel Apply(NetworkModel model, ResourceChange change);
}
