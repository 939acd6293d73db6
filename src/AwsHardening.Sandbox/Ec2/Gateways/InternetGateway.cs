using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Ec2;

/// <summary>An internet gateway, attached to one VPC or to none.</summary>
internal sealed class InternetGateway(string id, string ownerId) : Ec2Resource(ResourceKind.InternetGateway, id)
{
    public string? VpcId { get; set; }

    public string OwnerId { get; } = ownerId;

    public JsonObject Shape() => Json.Of(
        ("InternetGatewayId", Id),
        ("OwnerId", OwnerId),
        ("Attachments", VpcId is null ? [] : new JsonArray(Json.Of(("State", "available"), ("VpcId", VpcId)))),
        ("Tags", TagList()));
}

/// <summary>An egress-only internet gateway: IPv6 out, nothing in.</summary>
internal sealed class EgressOnlyInternetGateway(string id, string vpcId) : Ec2Resource(ResourceKind.EgressOnlyInternetGateway, id)
{
    public string VpcId { get; } = vpcId;

    public JsonObject Shape() => Json.Of(
        ("EgressOnlyInternetGatewayId", Id),
        ("Attachments", new JsonArray(Json.Of(("State", "attached"), ("VpcId", VpcId)))),
        ("Tags", TagList()));
}
