namespace AwsHardening.Sandbox.Ec2;

/// <summary>Reads and checks the members that describe a new interface, in CreateNetworkInterface and in RunInstances.</summary>
internal static class InterfaceReader
{
    public static InterfaceRequest Read(Ec2Call call, Ec2Input input, Subnet subnet, IReadOnlyCollection<string> groups)
    {
        var type = input.Text("InterfaceType") ?? "interface";
        if (type is not ("interface" or "efa" or "efa-only" or "branch" or "trunk"))
        {
            throw Ec2Errors.InvalidValue($"Value ({type}) for parameter InterfaceType is invalid.");
        }

        return new InterfaceRequest(subnet, GroupResolver.OfInterface(call, subnet.Vpc, groups))
        {
            InterfaceType = type,
            Description = input.Text("Description") ?? "",
            Ipv4 = Ipv4(input, subnet),
            Ipv6 = Ipv6(input, subnet),
        };
    }

    /// <summary>The primary address first.</summary>
    private static List<UInt128> Ipv4(Ec2Input input, Subnet subnet)
    {
        var listed = input.Items("PrivateIpAddresses");
        var single = input.Text("PrivateIpAddress");
        var primary = listed.FindAll(item => item.Flag("Primary") is true).ConvertAll(item => item.Required("PrivateIpAddress"));
        if (primary.Count > 1 || (primary.Count == 1 && single is not null && single != primary[0]))
        {
            throw Ec2Errors.InvalidCombination("Only one primary private IP address can be specified.");
        }

        var first = single ?? primary.FirstOrDefault();
        var more = input.Number("SecondaryPrivateIpAddressCount") ?? 0;
        var rest = listed.ConvertAll(item => item.Required("PrivateIpAddress")).Where(ip => ip != first).ToList();
        if (first is not null)
        {
            return subnet.Addresses.Choose([first, .. rest], more);
        }

        // The primary address comes out of the free ones, behind the wanted ones that are chosen first.
        var chosen = subnet.Addresses.Choose(rest, more + 1);
        return [chosen[rest.Count], .. chosen.Take(rest.Count), .. chosen.Skip(rest.Count + 1)];
    }

    private static List<UInt128> Ipv6(Ec2Input input, Subnet subnet)
    {
        var wanted = input.Items("Ipv6Addresses").ConvertAll(item => item.Required("Ipv6Address"));
        var count = input.Number("Ipv6AddressCount") ?? (subnet.AssignIpv6AddressOnCreation && wanted.Count == 0 ? 1 : 0);
        return Ipv6(subnet, wanted, count);
    }

    public static List<UInt128> Ipv6(Subnet subnet, IReadOnlyCollection<string> wanted, int count)
    {
        if (wanted.Count + count == 0)
        {
            return [];
        }

        return (subnet.Ipv6Addresses ?? throw Ec2Errors.InvalidValue(
            $"Subnet '{subnet.Id}' does not have an IPv6 CIDR block associated.")).Choose(wanted, count);
    }
}
