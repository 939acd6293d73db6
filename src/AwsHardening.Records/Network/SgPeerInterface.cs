namespace AwsHardening;

/// <summary>A network interface behind a rule's range: the evidence for an <see cref="SgPeer"/>.</summary>
/// <param name="NetworkInterfaceId">The interface, <c>eni-…</c>.</param>
/// <param name="InterfaceType">AWS's interface type, such as <c>interface</c>, <c>vpc_endpoint</c>, <c>nat_gateway</c>.</param>
/// <param name="Description">The interface's description.</param>
/// <param name="InstanceId">The instance it is attached to, or null.</param>
/// <param name="VpcId">The VPC of the interface.</param>
/// <param name="Addresses">Its addresses inside the range, secondary and IPv6 ones too.</param>
/// <param name="GroupIds">The groups it is a member of.</param>
/// <param name="Status">What it is to the rule.</param>
/// <param name="Reason">Why, in one sentence.</param>
public sealed record SgPeerInterface(
    string NetworkInterfaceId, string InterfaceType, string Description, string? InstanceId, string VpcId,
    IReadOnlyList<string> Addresses, IReadOnlyList<string> GroupIds, SgPeerStatus Status, string Reason);
