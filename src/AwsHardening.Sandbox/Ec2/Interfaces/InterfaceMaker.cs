using System.Globalization;

namespace AwsHardening.Sandbox.Ec2;

/// <summary>A checked wish for an interface: its addresses are chosen and not yet taken.</summary>
internal sealed record InterfaceRequest(Subnet Subnet, IReadOnlyList<SecurityGroup> Groups)
{
    public string InterfaceType { get; init; } = "interface";

    public string Description { get; init; } = "";

    public bool SourceDestCheck { get; init; } = true;

    public required IReadOnlyList<UInt128> Ipv4 { get; init; }

    public IReadOnlyList<UInt128> Ipv6 { get; init; } = [];
}

/// <summary>Makes and removes interfaces, the account's own and those that AWS services make for it.</summary>
internal static class InterfaceMaker
{
    public static NetworkInterface Own(Ec2Call call, InterfaceRequest request) => Make(call, request, null, managed: false);

    /// <summary>An interface that an AWS service makes, attached to that service's machinery.</summary>
    /// <param name="call">The call that causes it.</param>
    /// <param name="request">What it shall be.</param>
    /// <param name="requester">The requester id that AWS shows.</param>
    /// <param name="attachmentOwner">Who owns what it is attached to.</param>
    public static NetworkInterface Managed(
        Ec2Call call, InterfaceRequest request, string requester, string attachmentOwner = "amazon-aws")
    {
        var eni = Make(call, request, requester, managed: true);
        eni.Attachment = new InterfaceAttachment(call.NewId("ela-attach"), attachmentOwner, 1, call.Now);
        return eni;
    }

    public static void Remove(NetworkInterface eni)
    {
        eni.SetGroups([]);
        foreach (var address in eni.Addresses)
        {
            Associations.Clear(eni.Region, address);
            if (Cidr.ParseAddress(address.Ip, ipv6: false) is { } ip)
            {
                eni.Subnet.Addresses.Release(ip);
            }
        }

        foreach (var ip in eni.Ipv6Addresses)
        {
            eni.Subnet.Ipv6Addresses?.Release(Cidr.ParseAddress(ip, ipv6: true)!.Value);
        }

        eni.Region.NetworkInterfaces.Remove(eni);
    }

    public static void AddIpv6(NetworkInterface eni, IEnumerable<UInt128> addresses)
    {
        foreach (var address in addresses)
        {
            eni.Subnet.Ipv6Addresses!.Take(address);
            eni.Ipv6Addresses.Add(Cidr.Format(address, ipv6: true));
        }
    }

    public static void AddIpv4(NetworkInterface eni, IEnumerable<UInt128> addresses)
    {
        foreach (var address in addresses)
        {
            eni.Subnet.Addresses.Take(address);
            eni.Addresses.Add(new PrivateAddress(Cidr.Format(address, ipv6: false), eni.Addresses.Count == 0));
        }
    }

    private static NetworkInterface Make(Ec2Call call, InterfaceRequest request, string? requester, bool managed)
    {
        var id = call.NewId(ResourceKind.NetworkInterface);
        var eni = call.Region.NetworkInterfaces.Add(
            new NetworkInterface(id, request.Subnet, request.InterfaceType, call.AccountId)
            {
                Description = request.Description,
                MacAddress = MacAddress(id),
                RequesterId = requester,
                RequesterManaged = managed,
                SourceDestCheck = request.SourceDestCheck,
            });
        AddIpv4(eni, request.Ipv4);
        AddIpv6(eni, request.Ipv6);
        eni.SetGroups(request.Groups);
        return eni;
    }

    /// <summary>A locally administered address out of the id, so that it is the same in every run.</summary>
    private static string MacAddress(string id) => "02" + string.Concat(
        Enumerable.Range(0, 5).Select(at => ":" + id.AsSpan(id.Length - 10 + (at * 2), 2).ToString()))
        .ToLower(CultureInfo.InvariantCulture);
}
