using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Ec2;

/// <summary>Secondary and IPv6 addresses of interfaces.</summary>
internal static class InterfaceAddressOperations
{
    public static void Register(OperationTable table)
    {
        table.Add("AssignPrivateIpAddresses", AssignPrivate);
        table.Add("AssignIpv6Addresses", AssignIpv6);
    }

    private static JsonObject AssignPrivate(Ec2Call call)
    {
        var eni = NetworkInterfaceOperations.GetOwn(call);
        var (wanted, count) = (call.Input.Texts("PrivateIpAddresses"), call.Input.Number("SecondaryPrivateIpAddressCount") ?? 0);
        if (wanted.Count > 0 && count > 0)
        {
            throw Ec2Errors.InvalidCombination(
                "Only one of the parameters privateIpAddresses or secondaryPrivateIpAddressCount may be specified");
        }

        if (wanted.Count + count == 0)
        {
            throw Ec2Errors.MissingParameter("privateIpAddresses or secondaryPrivateIpAddressCount");
        }

        var added = eni.Subnet.Addresses.Choose(wanted, count);
        InterfaceMaker.AddIpv4(eni, added);
        return Json.Of(
            ("NetworkInterfaceId", eni.Id),
            ("AssignedPrivateIpAddresses", Json.List(added.Select(
                address => Json.Of(("PrivateIpAddress", Cidr.Format(address, ipv6: false)))))));
    }

    private static JsonObject AssignIpv6(Ec2Call call)
    {
        var eni = NetworkInterfaceOperations.GetOwn(call);
        var added = InterfaceReader.Ipv6(
            eni.Subnet, call.Input.Texts("Ipv6Addresses"), call.Input.Number("Ipv6AddressCount") ?? 0);
        if (added.Count == 0)
        {
            throw Ec2Errors.MissingParameter("ipv6Addresses or ipv6AddressCount");
        }

        InterfaceMaker.AddIpv6(eni, added);
        return Json.Of(
            ("NetworkInterfaceId", eni.Id),
            ("AssignedIpv6Addresses", Json.Texts(added.Select(address => Cidr.Format(address, ipv6: true)))));
    }
}
