using System.Globalization;

namespace AwsHardening.Sandbox.Ec2.Snapshots;

/// <summary>Gateways, peerings and prefix lists out of a snapshot.</summary>
internal static class GatewayLoader
{
    public static void AddInternetGateway(LoadScene scene, Ec2Input data)
    {
        var gateway = scene.Region.InternetGateways.Add(
            new InternetGateway(data.Required("InternetGatewayId"), data.Text("OwnerId") ?? "")
            {
                VpcId = data.Items("Attachments").FirstOrDefault()?.Text("VpcId"),
            });
        LoadScene.SetTags(gateway, data);
    }

    public static void AddEgressOnly(LoadScene scene, Ec2Input data)
    {
        var gateway = scene.Region.EgressOnlyInternetGateways.Add(new EgressOnlyInternetGateway(
            data.Required("EgressOnlyInternetGatewayId"), data.Items("Attachments").FirstOrDefault()?.Text("VpcId") ?? ""));
        LoadScene.SetTags(gateway, data);
    }

    public static void AddVpnGateway(LoadScene scene, Ec2Input data)
    {
        var attachment = data.Items("VpcAttachments").Find(one => one.Text("State") is not "detached");
        var gateway = scene.Region.VpnGateways.Add(new VpnGateway(
            data.Required("VpnGatewayId"), data.Text("Type") ?? "ipsec.1",
            long.Parse(data.Text("AmazonSideAsn") ?? "64512", CultureInfo.InvariantCulture))
        {
            VpcId = attachment?.Text("VpcId"),
            AttachmentStatus = attachment?.Text("State") ?? "detached",
        });
        LoadScene.SetTags(gateway, data);
    }

    public static void AddPeering(LoadScene scene, Ec2Input data)
    {
        var peering = scene.Region.PeeringConnections.Add(new PeeringConnection(
            data.Required("VpcPeeringConnectionId"), End(scene, data.Item("RequesterVpcInfo")), End(scene, data.Item("AccepterVpcInfo")),
            LoadScene.Time(data.Text("ExpirationTime"))));
        peering.Move(data.Item("Status")?.Text("Code") ?? "active", data.Item("Status")?.Text("Message") ?? "");
        LoadScene.SetTags(peering, data);
    }

    public static void AddPrefixList(LoadScene scene, Ec2Input data)
    {
        var list = scene.Region.PrefixLists.Add(new PrefixList(
            data.Required("PrefixListId"), data.Text("PrefixListName") ?? "", data.Text("AddressFamily") == "IPv6",
            data.Text("OwnerId") ?? "", data.Text("PrefixListArn") ?? "")
        {
            Status = data.Text("State") ?? "create-complete",
            MaxEntries = data.Number("MaxEntries"),
        });
        // Only the present version is in the copy; those before it count, and are empty.
        list.Versions.AddRange(Enumerable.Repeat<IReadOnlyList<PrefixListEntry>>([], Math.Max(1, data.Number("Version") ?? 1)));
        LoadScene.SetTags(list, data);
    }

    public static void AddEntries(LoadScene scene, Ec2Input data)
    {
        if (scene.Region.PrefixLists.Find(data.Required("PrefixListId")) is { } list)
        {
            list.Versions[^1] =
            [
                .. data.Items("Entries").Select(entry => new PrefixListEntry(LoadScene.Range(entry.Required("Cidr")), entry.Text("Description"))),
            ];
        }
    }

    private static PeeringEnd End(LoadScene scene, Ec2Input? data)
    {
        var vpcId = data?.Text("VpcId") ?? "";
        return new PeeringEnd(
            data?.Text("OwnerId") ?? "", data?.Text("Region") ?? "", vpcId, scene.Region.Vpcs.Find(vpcId))
        {
            FarRanges = [.. (data?.Items("CidrBlockSet") ?? []).Select(range => range.Required("CidrBlock"))],
            FarIpv6Ranges = [.. (data?.Items("Ipv6CidrBlockSet") ?? []).Select(range => range.Required("Ipv6CidrBlock"))],
        };
    }
}
