namespace AwsHardening.Sandbox.Ec2;

/// <summary>The filters of DescribeNetworkInterfaces.</summary>
internal static class NetworkInterfaceFilters
{
    public static readonly FilterTable<NetworkInterface> Table = new()
    {
        { "network-interface-id", eni => eni.Id },
        { "availability-zone", eni => eni.Subnet.Zone.Name },
        { "availability-zone-id", eni => eni.Subnet.Zone.Id },
        { "description", eni => eni.Description },
        { "group-id", eni => eni.Groups.Select(group => group.Id) },
        { "group-name", eni => eni.Groups.Select(group => group.Name) },
        { "interface-type", eni => eni.InterfaceType },
        { "ipv6-addresses.ipv6-address", eni => eni.Ipv6Addresses },
        { "mac-address", eni => eni.MacAddress },
        { "owner-id", eni => eni.OwnerId },
        { "private-dns-name", eni => eni.PrivateDnsName },
        { "private-ip-address", eni => eni.Primary.Ip },
        { "requester-id", eni => eni.RequesterId },
        { "requester-managed", eni => eni.RequesterManaged },
        { "source-dest-check", eni => eni.SourceDestCheck },
        { "status", eni => eni.Status },
        { "subnet-id", eni => eni.Subnet.Id },
        { "vpc-id", eni => eni.Subnet.Vpc.Id },
        { "operator.managed", _ => false },
        { "addresses.private-ip-address", eni => eni.Addresses.Select(address => address.Ip) },
        { "addresses.primary", eni => eni.Addresses.Select(address => address.IsPrimary ? "true" : "false") },
        { "addresses.association.public-ip", eni => eni.Addresses.Select(address => address.Association?.PublicIp) },
        { "addresses.association.owner-id", eni => eni.Addresses.Select(address => address.Association?.IpOwnerId) },
        { "association.allocation-id", eni => eni.Primary.Association?.AllocationId },
        { "association.association-id", eni => eni.Primary.Association?.AssociationId },
        { "association.ip-owner-id", eni => eni.Primary.Association?.IpOwnerId },
        { "association.public-ip", eni => eni.Primary.Association?.PublicIp },
        { "association.public-dns-name", eni => eni.Primary.Association is { } association && eni.Subnet.Vpc.EnableDnsHostnames
            ? DnsNames.Public(association.PublicIp, eni.Region.Name)
            : null },
        { "attachment.attachment-id", eni => eni.Attachment?.Id },
        { "attachment.attach-time", eni => eni.Attachment is { } attachment ? (string?)Json.Time(attachment.Time) : null },
        { "attachment.instance-id", eni => eni.Attachment?.Instance?.Id },
        { "attachment.instance-owner-id", eni => eni.Attachment?.InstanceOwnerId },
        { "attachment.device-index", eni => eni.Attachment?.DeviceIndex.ToString() },
        { "attachment.status", eni => eni.Attachment?.Status },
        { "attachment.delete-on-termination", eni =>
            eni.Attachment is { } attachment ? attachment.DeleteOnTermination ? "true" : "false" : null },
    };
}
