using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Ec2;

/// <summary>Internet gateways and egress-only internet gateways.</summary>
internal static class GatewayOperations
{
    private static readonly Describe<InternetGateway> s_describe = new("DescribeInternetGateways", "InternetGateways")
    {
        Ids = "InternetGatewayIds",
        Shape = gateway => gateway.Shape(),
        Filters = new()
        {
            { "internet-gateway-id", gateway => gateway.Id },
            { "owner-id", gateway => gateway.OwnerId },
            { "attachment.vpc-id", gateway => gateway.VpcId },
            { "attachment.state", gateway => gateway.VpcId is null ? null : "available" },
        },
    };

    private static readonly Describe<EgressOnlyInternetGateway> s_describeEgressOnly =
        new("DescribeEgressOnlyInternetGateways", "EgressOnlyInternetGateways")
        {
            Ids = "EgressOnlyInternetGatewayIds",
            Pages = (5, 255),
            Shape = gateway => gateway.Shape(),
            Filters = [],
        };

    public static void Register(OperationTable table)
    {
        table.Add(s_describe, region => region.InternetGateways);
        table.Add(s_describeEgressOnly, region => region.EgressOnlyInternetGateways);
        table.Add("CreateInternetGateway", Create);
        table.Add("DeleteInternetGateway", Delete);
        table.Add("AttachInternetGateway", Attach);
        table.Add("DetachInternetGateway", Detach);
        table.Add("CreateEgressOnlyInternetGateway", CreateEgressOnly);
    }

    private static JsonObject Create(Ec2Call call)
    {
        var tags = call.NewTags(ResourceKind.InternetGateway);
        call.StopIfDryRun();
        var gateway = call.Region.InternetGateways.Add(
            new InternetGateway(call.NewId(ResourceKind.InternetGateway), call.AccountId));
        gateway.SetTags(tags);
        return Json.Of(("InternetGateway", gateway.Shape()));
    }

    private static JsonObject Delete(Ec2Call call)
    {
        var gateway = Get(call);
        if (gateway.VpcId is not null)
        {
            throw Ec2Errors.HasDependencies("internetGateway", gateway.Id);
        }

        call.StopIfDryRun();
        call.Region.InternetGateways.Remove(gateway);
        return Json.Nothing();
    }

    private static JsonObject Attach(Ec2Call call)
    {
        var gateway = Get(call);
        var vpc = call.Region.Vpcs.Get(call.Input.Required("VpcId"));
        if (gateway.VpcId is { } attached)
        {
            throw new AwsErrorException(
                "Resource.AlreadyAssociated", $"resource {gateway.Id} is already attached to network {attached}");
        }

        if (call.Region.InternetGateways.Rows.Any(other => other.VpcId == vpc.Id))
        {
            throw Ec2Errors.InvalidValue($"Network {vpc.Id} already has an internet gateway attached");
        }

        call.StopIfDryRun();
        gateway.VpcId = vpc.Id;
        return Json.Nothing();
    }

    private static JsonObject Detach(Ec2Call call)
    {
        var gateway = Get(call);
        var vpc = call.Region.Vpcs.Get(call.Input.Required("VpcId"));
        if (gateway.VpcId != vpc.Id)
        {
            throw new AwsErrorException("Gateway.NotAttached", $"resource {gateway.Id} is not attached to network {vpc.Id}");
        }

        if (call.Region.NetworkInterfaces.Rows.Any(
            eni => eni.Subnet.Vpc == vpc && eni.Addresses.Exists(address => address.Association is not null)))
        {
            throw new AwsErrorException(
                "DependencyViolation", $"Network {vpc.Id} has some mapped public address(es). "
                + "Please unmap those public address(es) before detaching the gateway.");
        }

        call.StopIfDryRun();
        gateway.VpcId = null;
        return Json.Nothing();
    }

    private static InternetGateway Get(Ec2Call call) =>
        call.Region.InternetGateways.Get(call.Input.Required("InternetGatewayId"));

    private static JsonObject CreateEgressOnly(Ec2Call call)
    {
        var vpc = call.Region.Vpcs.Get(call.Input.Required("VpcId"));
        var tags = call.NewTags(ResourceKind.EgressOnlyInternetGateway);
        call.StopIfDryRun();
        var gateway = call.Region.EgressOnlyInternetGateways.Add(
            new EgressOnlyInternetGateway(call.NewId(ResourceKind.EgressOnlyInternetGateway), vpc.Id));
        gateway.SetTags(tags);
        return Json.Of(("EgressOnlyInternetGateway", gateway.Shape()), ("ClientToken", call.Input.Text("ClientToken")));
    }
}
