namespace AwsHardening.Sandbox.Ec2;

/// <summary>An interface that an AWS service makes in the account, as a template or a test asks for it.</summary>
/// <param name="SubnetId">The subnet.</param>
/// <param name="InterfaceType">
/// The model's NetworkInterfaceType: <c>interface</c> for an Application Load Balancer, <c>network_load_balancer</c>,
/// <c>lambda</c>, <c>transit_gateway</c> and so on.
/// </param>
/// <param name="RequesterId">The requester that AWS shows, such as <c>amazon-elb</c>.</param>
/// <param name="Description">The description, such as <c>ELB app/name/0123456789abcdef</c>.</param>
public sealed record ServiceInterface(string SubnetId, string InterfaceType, string RequesterId, string Description)
{
    /// <summary>The security groups; none for services whose interfaces have none.</summary>
    public IReadOnlyList<string> GroupIds { get; init; } = [];

    /// <summary>True where the service puts a public address in front, as an internet-facing load balancer has.</summary>
    public bool HasPublicAddress { get; init; }

    internal NetworkInterface Make(Ec2Call call)
    {
        var subnet = call.Region.Subnets.Get(SubnetId);
        var request = new InterfaceRequest(subnet, GroupIds.Count == 0 ? [] : GroupResolver.OfInterface(call, subnet.Vpc, GroupIds))
        {
            InterfaceType = InterfaceType,
            Description = Description,
            Ipv4 = subnet.Addresses.Choose([], 1),
        };
        var eni = InterfaceMaker.Managed(call, request, RequesterId, attachmentOwner: RequesterId);
        if (HasPublicAddress)
        {
            Associations.Map(call, eni, RequesterId);
        }

        return eni;
    }
}
