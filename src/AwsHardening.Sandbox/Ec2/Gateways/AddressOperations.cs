using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Ec2;

/// <summary>Elastic IP addresses.</summary>
internal static class AddressOperations
{
    private static readonly Describe<ElasticAddress> s_describe = new("DescribeAddresses", "Addresses")
    {
        Ids = "AllocationIds",
        Pages = null,
        Shape = address => address.Shape(),
        Filters = new()
        {
            { "allocation-id", address => address.Id },
            { "association-id", address => address.AssociationId },
            { "domain", _ => "vpc" },
            { "instance-id", address => address.Instance?.Id },
            { "network-border-group", address => address.BorderGroup },
            { "network-interface-id", address => address.Interface?.Id },
            { "network-interface-owner-id", address => address.Interface?.OwnerId },
            { "private-ip-address", address => address.Private?.Ip },
            { "public-ip", address => address.PublicIp },
        },
    };

    public static void Register(OperationTable table)
    {
        table.Add("DescribeAddresses", Describe);
        table.Add("AllocateAddress", Allocate);
        table.Add("ReleaseAddress", Release);
        table.Add("AssociateAddress", Associate);
        table.Add("DisassociateAddress", Disassociate);
    }

    private static JsonObject Describe(Ec2Call call)
    {
        var named = call.Input.Texts("PublicIps").ConvertAll(ip => ByPublicIp(call, ip));
        return s_describe.Answer(
            call, call.Region.Addresses, named.Count > 0 ? [.. named.OrderBy(address => address.Sequence)] : call.Region.Addresses.Rows);
    }

    private static JsonObject Allocate(Ec2Call call)
    {
        var tags = call.NewTags(ResourceKind.Address);
        if (call.Region.Addresses.Rows.Count >= call.Options.AddressesPerRegion)
        {
            throw new AwsErrorException("AddressLimitExceeded", "The maximum number of addresses has been reached.");
        }

        call.StopIfDryRun();
        var address = call.Region.Addresses.Add(new ElasticAddress(
            call.NewId(ResourceKind.Address), call.State.PublicAddresses.Next(), call.Region.Name));
        address.SetTags(tags);
        return Json.Of(
            ("AllocationId", address.Id), ("PublicIp", address.PublicIp), ("Domain", "vpc"),
            ("PublicIpv4Pool", "amazon"), ("NetworkBorderGroup", address.BorderGroup));
    }

    private static JsonObject Release(Ec2Call call)
    {
        var address = Get(call);
        if (address.Interface is not null)
        {
            throw new AwsErrorException("InvalidIPAddress.InUse", $"Address {address.PublicIp} is in use.");
        }

        call.StopIfDryRun();
        call.Region.Addresses.Remove(address);
        return Json.Nothing();
    }

    private static JsonObject Associate(Ec2Call call)
    {
        var address = Get(call);
        var eni = call.Input.Text("NetworkInterfaceId") is { } id
            ? call.Region.NetworkInterfaces.Get(id)
            : call.Region.Instances.Get(call.Input.Required("InstanceId")).PrimaryInterface;
        var ip = call.Input.Text("PrivateIpAddress");
        var target = ip is null ? eni.Primary : eni.Addresses.Find(other => other.Ip == ip) ?? throw Ec2Errors.InvalidValue(
            $"{ip} is not a private IP address of network interface {eni.Id}");
        if ((address.Interface is not null || target.Association?.AllocationId is not null)
            && call.Input.Flag("AllowReassociation") is false)
        {
            throw new AwsErrorException(
                "Resource.AlreadyAssociated",
                $"resource {(address.Interface is null ? eni.Id : address.Id)} is already associated with associate-id "
                + $"{address.AssociationId ?? target.Association?.AssociationId}");
        }

        if (!call.Region.InternetGateways.Rows.Any(gateway => gateway.VpcId == eni.Subnet.Vpc.Id))
        {
            throw new AwsErrorException("Gateway.NotAttached", $"Network {eni.Subnet.Vpc.Id} is not attached to any internet gateway");
        }

        call.StopIfDryRun();
        Associations.Clear(address);
        Associations.Clear(call.Region, target);
        return Json.Of(("AssociationId", Associations.Associate(call, address, eni, target)));
    }

    private static JsonObject Disassociate(Ec2Call call)
    {
        var id = call.Input.Text("AssociationId");
        var address = id is null
            ? ByPublicIp(call, call.Input.Required("PublicIp"))
            : call.Region.Addresses.Rows.FirstOrDefault(other => other.AssociationId == id)
                ?? throw new AwsErrorException("InvalidAssociationID.NotFound", $"The association ID '{id}' does not exist");
        if (address.Interface is { IsManaged: true })
        {
            throw Ec2Errors.ManagedByService();
        }

        call.StopIfDryRun();
        Associations.Clear(address);
        return Json.Nothing();
    }

    private static ElasticAddress Get(Ec2Call call) => call.Input.Text("AllocationId") is { } id
        ? call.Region.Addresses.Get(id)
        : ByPublicIp(call, call.Input.Text("PublicIp") ?? throw Ec2Errors.MissingParameter("AllocationId"));

    private static ElasticAddress ByPublicIp(Ec2Call call, string ip) =>
        call.Region.Addresses.Rows.FirstOrDefault(address => address.PublicIp == ip)
        ?? throw new AwsErrorException("InvalidAddress.NotFound", $"Address '{ip}' not found.");
}
