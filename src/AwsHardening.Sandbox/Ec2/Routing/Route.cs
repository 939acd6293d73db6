using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Ec2;

/// <summary>Where a route leads to: a range of either family or a prefix list.</summary>
internal sealed record RouteDestination(string Member, string Text)
{
    public static RouteDestination Range(Cidr cidr) =>
        new(cidr.IsIpv6 ? "DestinationIpv6CidrBlock" : "DestinationCidrBlock", cidr.ToString());

    public static RouteDestination PrefixList(string id) => new("DestinationPrefixListId", id);

    /// <summary>The destination that a request names; exactly one.</summary>
    public static RouteDestination Read(Ec2Input input)
    {
        var members = new[] { "DestinationCidrBlock", "DestinationIpv6CidrBlock", "DestinationPrefixListId" }
            .Where(input.Has).ToList();
        if (members.Count != 1)
        {
            throw members.Count == 0
                ? Ec2Errors.MissingParameter("destinationCidrBlock, destinationIpv6CidrBlock or destinationPrefixListId")
                : Ec2Errors.InvalidCombination("Exactly one destination may be specified: " + string.Join(", ", members));
        }

        var text = input.Required(members[0]);
        return members[0] == "DestinationPrefixListId"
            ? PrefixList(text)
            : Range(Cidr.Parse(text, ipv6: members[0] == "DestinationIpv6CidrBlock")
                ?? throw Ec2Errors.NotACidr(text, char.ToLowerInvariant(members[0][0]) + members[0][1..]));
    }
}

/// <summary>One route. A route whose target is gone or not usable is a black hole.</summary>
/// <param name="Destination">Where to.</param>
/// <param name="TargetMember">The member that names the target, such as <c>GatewayId</c> or <c>NatGatewayId</c>.</param>
/// <param name="TargetId">The target's id; <c>local</c> for the VPC's own ranges.</param>
/// <param name="Origin"><c>CreateRouteTable</c> or <c>CreateRoute</c>.</param>
internal sealed record Route(RouteDestination Destination, string TargetMember, string TargetId, string Origin)
{
    /// <summary>Of a loaded route: its state, which stands where the copy does not hold the target's kind.</summary>
    public string? LoadedState { get; init; }

    public bool IsLocal => TargetId == "local";

    public static Route Local(Cidr cidr) => new(RouteDestination.Range(cidr), "GatewayId", "local", "CreateRouteTable");

    public string State(Vpc vpc) => LoadedState is not null && !RouteTargets.IsKnownKind(TargetId)
        ? LoadedState
        : IsLocal || RouteTargets.IsUsable(vpc.Region, vpc, TargetId) ? "active" : "blackhole";

    public JsonObject Shape(Vpc vpc)
    {
        var instance = vpc.Region.NetworkInterfaces.Find(TargetId)?.Attachment?.Instance;
        return Json.Of(
            (Destination.Member, Destination.Text),
            (TargetMember, TargetId),
            ("InstanceId", instance?.Id),
            ("InstanceOwnerId", instance is null ? null : vpc.Region.State.Options.AccountId),
            ("Origin", Origin),
            ("State", State(vpc)));
    }
}
