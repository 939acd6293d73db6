using AwsHardening.Core.Network.Model;

namespace AwsHardening.Core.Network.Analysis;

/// <summary>
/// What kinds of interface begin connections inside the network, and what kinds take them (Amazon EC2 API Reference,
/// "NetworkInterface", InterfaceType). A type not named here may do both: nothing is lost by keeping it in.
/// </summary>
internal static class InterfaceRole
{
    private const string NatGateway = "nat_gateway";

    private static readonly HashSet<string> s_neverInitiate = new(StringComparer.Ordinal)
    {
        "vpc_endpoint", "gateway_load_balancer_endpoint", "transit_gateway", "gateway_load_balancer",
    };

    private static readonly HashSet<string> s_neverAccept = new(StringComparer.Ordinal)
    {
        NatGateway, "ec2_instance_connect_endpoint", "lambda", "gateway_load_balancer_endpoint", "transit_gateway",
        "api_gateway_managed", "global_accelerator_managed",
    };

    public static bool CanInitiate(Interface side) => !s_neverInitiate.Contains(side.Type) && !IsPublicNat(side);

    public static bool CanAccept(Interface side) => !s_neverAccept.Contains(side.Type);

    /// <summary>Why an interface cannot take a part, as a sentence.</summary>
    public static string WhyNot(Interface side, bool initiates) => side.Type switch
    {
        "vpc_endpoint" => "an interface endpoint answers and never initiates",
        NatGateway when IsPublicNat(side) =>
            "a public NAT gateway reaches the internet only: it neither initiates nor accepts inside",
        NatGateway => "a private NAT gateway initiates and never accepts",
        "ec2_instance_connect_endpoint" => "an Instance Connect endpoint initiates and never accepts",
        "lambda" => "a Lambda function's interface initiates and never accepts",
        "transit_gateway" => "a transit gateway attachment passes others' packets on and has none of its own",
        _ => initiates ? $"an interface of type {side.Type} never initiates" : $"an interface of type {side.Type} never accepts",
    };

    /// <summary>True for a public NAT gateway. A private one has no public address, and does initiate: peers see its address as the source.</summary>
    public static bool IsPublicNat(Interface side) => side.Type == NatGateway && side.HasPublicAddress;
}
