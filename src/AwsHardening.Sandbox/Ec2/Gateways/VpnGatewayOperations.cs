using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Ec2;

/// <summary>A virtual private gateway.</summary>
internal sealed class VpnGateway(string id, string type, long amazonSideAsn) : Ec2Resource(ResourceKind.VpnGateway, id)
{
    public string Type { get; } = type;

    public long AmazonSideAsn { get; } = amazonSideAsn;

    public string? VpcId { get; set; }

    public string AttachmentStatus { get; set; } = "detached";

    public JsonObject Attachment() => Json.Of(("VpcId", VpcId), ("State", AttachmentStatus));

    public JsonObject Shape() => Json.Of(
        ("VpnGatewayId", Id),
        ("Type", Type),
        ("State", "available"),
        ("AmazonSideAsn", AmazonSideAsn),
        ("VpcAttachments", VpcId is null ? [] : new JsonArray(Attachment())),
        ("Tags", TagList()));
}

/// <summary>Virtual private gateways.</summary>
internal static class VpnGatewayOperations
{
    private static readonly Describe<VpnGateway> s_describe = new("DescribeVpnGateways", "VpnGateways")
    {
        Ids = "VpnGatewayIds",
        Pages = null,
        Shape = gateway => gateway.Shape(),
        Filters = new()
        {
            { "vpn-gateway-id", gateway => gateway.Id },
            { "amazon-side-asn", gateway => gateway.AmazonSideAsn.ToString() },
            { "attachment.state", gateway => gateway.VpcId is null ? null : gateway.AttachmentStatus },
            { "attachment.vpc-id", gateway => gateway.VpcId },
            { "state", _ => "available" },
            { "type", gateway => gateway.Type },
        },
    };

    public static void Register(OperationTable table)
    {
        table.Add(s_describe, region => region.VpnGateways);
        table.Add("CreateVpnGateway", Create);
        table.Add("DeleteVpnGateway", Delete);
        table.Add("AttachVpnGateway", Attach);
        table.Add("DetachVpnGateway", Detach);
    }

    private static JsonObject Create(Ec2Call call)
    {
        var type = call.Input.Required("Type");
        if (type != "ipsec.1")
        {
            throw Ec2Errors.InvalidValue($"Value ({type}) for parameter type is invalid.");
        }

        var tags = call.NewTags(ResourceKind.VpnGateway);
        call.StopIfDryRun();
        var gateway = call.Region.VpnGateways.Add(
            new VpnGateway(call.NewId(ResourceKind.VpnGateway), type, call.Input.Number("AmazonSideAsn") ?? 64512));
        gateway.SetTags(tags);
        return Json.Of(("VpnGateway", gateway.Shape()));
    }

    private static JsonObject Delete(Ec2Call call)
    {
        var gateway = Get(call);
        if (gateway.VpcId is not null)
        {
            throw new AwsErrorException("IncorrectState", "The VPN gateway is in use.");
        }

        call.StopIfDryRun();
        call.Region.VpnGateways.Remove(gateway);
        return Json.Nothing();
    }

    private static JsonObject Attach(Ec2Call call)
    {
        var gateway = Get(call);
        var vpc = call.Region.Vpcs.Get(call.Input.Required("VpcId"));
        if (gateway.VpcId is not null || call.Region.VpnGateways.Rows.Any(other => other.VpcId == vpc.Id))
        {
            throw new AwsErrorException(
                "VpnGatewayAttachmentLimitExceeded", "You can only attach 1 virtual private gateway to a VPC.");
        }

        call.StopIfDryRun();
        (gateway.VpcId, gateway.AttachmentStatus) = (vpc.Id, "attaching");
        call.State.Later(() => gateway.AttachmentStatus = "attached");
        return Json.Of(("VpcAttachment", gateway.Attachment()));
    }

    private static JsonObject Detach(Ec2Call call)
    {
        var gateway = Get(call);
        var vpcId = call.Input.Required("VpcId");
        if (gateway.VpcId != vpcId)
        {
            throw new AwsErrorException(
                "InvalidVpnGatewayAttachment.NotFound",
                $"The attachment with vpn gateway ID '{gateway.Id}' and vpc ID '{vpcId}' does not exist");
        }

        call.StopIfDryRun();
        gateway.AttachmentStatus = "detaching";
        call.State.Later(() => (gateway.VpcId, gateway.AttachmentStatus) = (null, "detached"));
        return Json.Nothing();
    }

    private static VpnGateway Get(Ec2Call call) => call.Region.VpnGateways.Get(call.Input.Required("VpnGatewayId"));
}
