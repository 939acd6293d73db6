using System.Management.Automation;
using AwsHardening.Account;
using AwsHardening.Completion;
using AwsHardening.Core.Network;

namespace AwsHardening.Network;

/// <summary>A cmdlet that asks about flows between two named ends.</summary>
public abstract class NetworkPathCmdlet : SessionCmdlet
{
    /// <summary>Where the flows begin.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true,
        HelpMessage = "An instance, interface, group, subnet, VPC or endpoint by id, a group or subnet by name, an address, a CIDR range, or Internet.")]
    [Alias("InstanceId", "NetworkInterfaceId", "Source")]
    [ArgumentCompleter(typeof(NetworkEndCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] From { get; set; } = [];

    /// <summary>Where they lead.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true, HelpMessage = "The same words as for -From.")]
    [Alias("Destination")]
    [ArgumentCompleter(typeof(NetworkEndCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] To { get; set; } = [];

    /// <summary>The protocol.</summary>
    [Parameter(HelpMessage = "tcp, udp, icmp, icmpv6, all, or a number; left out, any, or tcp where -Port is said.")]
    [ArgumentCompleter(typeof(ProtocolCompleter))]
    public string? Protocol { get; set; }

    /// <summary>Destination ports.</summary>
    [Parameter(HelpMessage = "Destination ports, 0 to 65535.")]
    [ValidateRange(0, 65535)]
    public int[] Port { get; set; } = [];

    /// <summary>What was said.</summary>
    private protected NetworkPathQuery Query => new() { From = From, To = To, Protocol = Protocol, Port = Port };
}
