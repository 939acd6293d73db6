using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Ec2;

/// <summary>One end of a VPC peering connection; the VPC of another account is known by what the request said.</summary>
internal sealed record PeeringEnd(string OwnerId, string Region, string VpcId, Vpc? Vpc)
{
    /// <summary>The ranges of a VPC that is not here, where they are known.</summary>
    public IReadOnlyList<string> FarRanges { get; init; } = [];

    /// <summary>The same of its IPv6 ranges.</summary>
    public IReadOnlyList<string> FarIpv6Ranges { get; init; } = [];

    public JsonObject Shape()
    {
        var cidrs = Vpc?.Cidrs.ConvertAll(association => association.Cidr.ToString()) ?? FarRanges;
        var ipv6 = Vpc?.Ipv6Cidrs.ConvertAll(association => association.Cidr.ToString()) ?? FarIpv6Ranges;
        return Json.Of(
            ("OwnerId", OwnerId),
            ("VpcId", VpcId),
            ("Region", Region),
            ("CidrBlock", cidrs.Count > 0 ? cidrs[0] : null),
            ("CidrBlockSet", Json.List(cidrs.Select(cidr => Json.Of(("CidrBlock", cidr))))),
            ("Ipv6CidrBlockSet", Json.List(ipv6.Select(cidr => Json.Of(("Ipv6CidrBlock", cidr))))),
            ("PeeringOptions", Json.Of(
                ("AllowDnsResolutionFromRemoteVpc", false),
                ("AllowEgressFromLocalClassicLinkToRemoteVpc", false),
                ("AllowEgressFromLocalVpcToRemoteClassicLink", false))));
    }
}

/// <summary>A VPC peering connection. AWS documentation page: "VPC peering connection lifecycle".</summary>
internal sealed class PeeringConnection(string id, PeeringEnd requester, PeeringEnd accepter, DateTimeOffset expires)
    : Ec2Resource(ResourceKind.PeeringConnection, id)
{
    private static readonly TimeSpan s_visibleAfterEnd = TimeSpan.FromHours(2);

    public PeeringEnd Requester { get; } = requester;

    public PeeringEnd Accepter { get; } = accepter;

    public DateTimeOffset Expires { get; } = expires;

    public string Status { get; set; } = "initiating-request";

    public string Message { get; set; } = "Initiating Request";

    public bool IsInterRegion => Requester.Region != Accepter.Region;

    /// <summary>True while it can still become or be active.</summary>
    public bool IsLive => Status is "initiating-request" or "pending-acceptance" or "provisioning" or "active";

    public bool IsOf(Vpc vpc) => Requester.VpcId == vpc.Id || Accepter.VpcId == vpc.Id;

    public PeeringEnd Other(Vpc vpc) => Requester.VpcId == vpc.Id ? Accepter : Requester;

    public void Move(string status, string message) => (Status, Message) = (status, message);

    /// <summary>Ends it; for two hours it can still be seen.</summary>
    public void End(Ec2Call call, string status, string message)
    {
        Move(status, message);
        var regions = new[] { Requester.Region, Accepter.Region }.Distinct().Select(call.State.Region).ToList();
        call.State.Later(() => regions.ForEach(region => region.PeeringConnections.Remove(this)), s_visibleAfterEnd);
    }

    public JsonObject Shape() => Json.Of(
        ("VpcPeeringConnectionId", Id),
        ("RequesterVpcInfo", Requester.Shape()),
        ("AccepterVpcInfo", Accepter.Shape()),
        ("ExpirationTime", Status == "pending-acceptance" || Status == "initiating-request" ? Json.Time(Expires) : null),
        ("Status", Json.Of(("Code", Status), ("Message", Message))),
        ("Tags", TagList()));
}
