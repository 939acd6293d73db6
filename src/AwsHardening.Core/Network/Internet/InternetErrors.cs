using AwsHardening.Seam;

namespace AwsHardening.Core.Network.Internet;

/// <summary>What can be wrong with public things and with looking at them.</summary>
internal static class InternetErrors
{
    public static OperationError NotPublic(string id) => new(
        "PublicInstanceNotFound", OperationErrorCategory.ObjectNotFound,
        $"'{id}' is not in this account and Region, or it has no public address.",
        "List what has one with Get-PublicInstance, or check -Region.", id);

    public static OperationError NotAnAddress(string text) => new(
        "AddressInvalid", OperationErrorCategory.InvalidArgument, $"'{text}' is not an IP address.",
        "Say an IPv4 or IPv6 address, or pipe from Get-PublicInstance.", text);

    public static OperationError NotOwn(string address) => new(
        "AddressNotOwn", OperationErrorCategory.InvalidOperation,
        $"{address} is not a public address of this account in this Region. Nothing was sent to it.",
        "Check the address and -Region. Where you have its owner's leave, use -Force.", address);

    public static OperationError NoNmap() => new(
        "NmapNotFound", OperationErrorCategory.ObjectNotFound, "nmap is not on the PATH.",
        "Install it: 'apt install nmap', 'dnf install nmap', 'brew install nmap', or https://nmap.org/download on Windows. "
            + "Without -UseNmap, TCP ports are checked without it.", "nmap");

    public static OperationError NmapFailed(string address, string why) => new(
        "NmapFailed", OperationErrorCategory.InvalidResult, $"nmap could not look at {address}: {why}",
        "Run nmap by hand to see more; UDP ports need administrator rights.", address);

    public static OperationError UdpNeedsNmap() => new(
        "UdpNeedsNmap", OperationErrorCategory.InvalidArgument, "A UDP port cannot be checked by connecting: most services stay silent.",
        "Use -UseNmap for UDP ports.", null);

    public static OperationError Embedded(string address) => new(
        "AddressOfEmbeddedAccount", OperationErrorCategory.InvalidOperation,
        $"{address} is an address of an embedded account: in the real internet it is somebody else's, or nobody's. Nothing was sent to it.",
        "Leave out -UseNmap: the embedded account answers connection checks itself.", address);
}
