using AwsHardening.Core.Network.Model;

namespace AwsHardening.Core.Network.Internet;

/// <summary>Something with public addresses, as it was read.</summary>
/// <param name="Id">Its id or ARN.</param>
/// <param name="Type">Instance, LoadBalancer or NetworkInterface.</param>
/// <param name="Name">Its name.</param>
/// <param name="State">AWS's word for its state.</param>
/// <param name="DnsName">Its public name; null when it could not be read.</param>
/// <param name="Interfaces">Its interfaces.</param>
internal sealed record PublicThing(
    string Id, string Type, string Name, string State, string? DnsName, IReadOnlyList<Interface> Interfaces)
{
    /// <summary>True when it is switched off: its addresses answer nobody.</summary>
    public bool IsOff => Type == "Instance" && State is not ("running" or "pending");
}
