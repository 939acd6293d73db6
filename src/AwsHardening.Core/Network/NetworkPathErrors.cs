using AwsHardening.Seam;

namespace AwsHardening.Core.Network;

/// <summary>What can go wrong when somebody asks who reaches whom.</summary>
internal static class NetworkPathErrors
{
    public static OperationError EndNotFound(string name) => new(
        "NetworkEndNotFound", OperationErrorCategory.ObjectNotFound,
        $"Nothing in this account and Region is '{name}': no instance, interface, group, subnet, VPC, endpoint, address or range.",
        "Say an id (i-…, eni-…, sg-…, subnet-…, vpc-…, vpce-…), the name of a group or subnet, an address, a CIDR range, or Internet. "
        + "A stopped instance keeps its interfaces; a terminated one has none.", name);

    public static OperationError NoPair(string from, string to) => new(
        "NoPathToTest", OperationErrorCategory.InvalidArgument,
        $"'{from}' and '{to}' have no two ends that could speak: they are the same interface, of two address families, both outside, or have no address.",
        "Name two ends at least one of which is an interface of this account.", $"{from} {to}");
}
