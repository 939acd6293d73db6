using AwsHardening.Seam;

namespace AwsHardening.Core.Network.Nacls;

/// <summary>What can be wrong with a network ACL or a subnet that a user names.</summary>
internal static class NaclErrors
{
    public static OperationError NaclNotFound(string idOrName) => new(
        "NetworkAclNotFound", OperationErrorCategory.ObjectNotFound, $"No network ACL '{idOrName}' is in this account and Region.",
        "List the network ACLs with Get-NaclRule, or check -Region.", idOrName);

    public static OperationError SubnetNotFound(string idOrName) => new(
        "SubnetNotFound", OperationErrorCategory.ObjectNotFound, $"No subnet '{idOrName}' is in this account and Region.",
        "Give the id (subnet-…) or the exact tag Name of a subnet; Get-NaclRule shows those that each network ACL guards.", idOrName);
}
