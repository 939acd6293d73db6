namespace AwsHardening.Core.Network.Model;

/// <summary>A subnet.</summary>
/// <param name="Id">Its id.</param>
/// <param name="VpcId">Its VPC.</param>
/// <param name="OwnerId">The account that owns it.</param>
/// <param name="Name">Its Name tag, or an empty text.</param>
/// <param name="Ranges">Its CIDR blocks, both families.</param>
public sealed record Subnet(string Id, string VpcId, string OwnerId, string Name, IReadOnlyList<Cidr> Ranges);

/// <summary>A public IPv4 address of a private one. The internet gateway translates; groups, ACLs and routes see the private one.</summary>
/// <param name="Private">The private address.</param>
/// <param name="Public">The public address.</param>
public readonly record struct PublicAddress(IpAddress Private, IpAddress Public);

/// <summary>A NAT gateway.</summary>
/// <param name="Id">Its id.</param>
/// <param name="IsPublic">False for a private one, which has no public address.</param>
/// <param name="InterfaceIds">Its interfaces.</param>
public sealed record NatGateway(string Id, bool IsPublic, IReadOnlyList<string> InterfaceIds);

/// <summary>A VPC endpoint.</summary>
/// <param name="Id">Its id.</param>
/// <param name="ServiceName">The service, such as <c>com.amazonaws.us-east-1.ssm</c>.</param>
/// <param name="Type">AWS's word: Interface, Gateway, GatewayLoadBalancer.</param>
/// <param name="VpcId">Its VPC.</param>
/// <param name="State">AWS's word, such as <c>available</c>.</param>
/// <param name="PrivateDns">True when the service's own name leads to it.</param>
/// <param name="InterfaceIds">Its interfaces; none for a gateway endpoint.</param>
public sealed record VpcEndpoint(
    string Id, string ServiceName, string Type, string VpcId, string State, bool PrivateDns, IReadOnlyList<string> InterfaceIds);
