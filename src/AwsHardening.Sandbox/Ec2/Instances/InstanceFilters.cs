namespace AwsHardening.Sandbox.Ec2;

/// <summary>The filters of DescribeInstances.</summary>
internal static class InstanceFilters
{
    public static readonly FilterTable<Instance> Table = new()
    {
        { "instance-id", instance => instance.Id },
        { "instance-type", instance => instance.InstanceType },
        { "instance-state-name", instance => instance.Status.Name },
        { "instance-state-code", instance => instance.Status.Code.ToString() },
        { "image-id", instance => instance.ImageId },
        { "key-name", instance => instance.KeyName },
        { "client-token", instance => instance.ClientToken },
        { "launch-index", instance => instance.LaunchIndex.ToString() },
        { "launch-time", instance => (string?)Json.Time(instance.Launched) },
        { "owner-id", instance => instance.Reservation.OwnerId },
        { "reservation-id", instance => instance.Reservation.Id },
        { "availability-zone", instance => instance.Subnet.Zone.Name },
        { "availability-zone-id", instance => instance.Subnet.Zone.Id },
        { "vpc-id", instance => instance.Primary?.Subnet.Vpc.Id },
        { "subnet-id", instance => instance.Primary?.Subnet.Id },
        { "private-ip-address", instance => instance.Primary?.Primary.Ip },
        { "private-dns-name", instance => instance.Primary?.PrivateDnsName },
        { "ip-address", instance => instance.Primary?.Primary.Association?.PublicIp },
        { "dns-name", instance => instance.PublicDnsName },
        { "ipv6-address", instance => instance.Interfaces.SelectMany(eni => eni.Ipv6Addresses) },
        { "source-dest-check", instance => instance.Primary is { SourceDestCheck: true } },
        { "architecture", _ => "x86_64" },
        { "hypervisor", _ => "xen" },
        { "virtualization-type", _ => "hvm" },
        { "root-device-type", _ => "ebs" },
        { "root-device-name", _ => "/dev/xvda" },
        { "monitoring-state", _ => "disabled" },
        { "tenancy", instance => instance.Subnet.Vpc.InstanceTenancy },
        { "metadata-options.http-tokens", instance => instance.HttpTokens },
        { "metadata-options.http-endpoint", _ => "enabled" },
        { "iam-instance-profile.arn", instance => instance.Profile?.Arn },
        { "iam-instance-profile.id", instance => instance.Profile?.Id },
        { "instance.group-id", instance => instance.Primary?.Groups.Select(group => (string?)group.Id) ?? [] },
        { "instance.group-name", instance => instance.Primary?.Groups.Select(group => (string?)group.Name) ?? [] },
        { "network-interface.network-interface-id", instance => instance.Interfaces.Select(eni => eni.Id) },
        { "network-interface.subnet-id", instance => instance.Interfaces.Select(eni => eni.Subnet.Id) },
        { "network-interface.vpc-id", instance => instance.Interfaces.Select(eni => eni.Subnet.Vpc.Id) },
        { "network-interface.status", instance => instance.Interfaces.Select(eni => eni.Status) },
        { "network-interface.description", instance => instance.Interfaces.Select(eni => eni.Description) },
        { "network-interface.private-ip-address", instance => instance.Interfaces.Select(eni => eni.Primary.Ip) },
        { "network-interface.addresses.private-ip-address", instance =>
            instance.Interfaces.SelectMany(eni => eni.Addresses).Select(address => address.Ip) },
        { "network-interface.addresses.association.public-ip", instance =>
            instance.Interfaces.SelectMany(eni => eni.Addresses).Select(address => address.Association?.PublicIp) },
        { "network-interface.group-id", instance =>
            instance.Interfaces.SelectMany(eni => eni.Groups).Select(group => group.Id) },
        { "network-interface.group-name", instance =>
            instance.Interfaces.SelectMany(eni => eni.Groups).Select(group => group.Name) },
        { "network-interface.attachment.attachment-id", instance => instance.Interfaces.Select(eni => eni.Attachment!.Id) },
    };
}
