using System.Management.Automation;
using AwsHardening.Account;
using AwsHardening.Core.Network.Internet;
using AwsHardening.Help;

namespace AwsHardening.Network;

/// <summary>Checks public ports from where it runs, and compares what is found with what the network lets expect.</summary>
[Cmdlet(VerbsDiagnostic.Test, "PublicPort")]
[OutputType(typeof(PublicPort))]
[RequiresIamAction("ec2:DescribeInstances")]
[RequiresIamAction("ec2:DescribeNetworkInterfaces")]
[RequiresIamAction("ec2:DescribeSecurityGroups")]
[RequiresIamAction("ec2:DescribeSecurityGroupRules")]
[RequiresIamAction("ec2:DescribeVpcs")]
[RequiresIamAction("ec2:DescribeSubnets")]
[RequiresIamAction("ec2:DescribeRouteTables")]
[RequiresIamAction("ec2:DescribeNetworkAcls")]
[RequiresIamAction("ec2:DescribeNatGateways")]
[RequiresIamAction("ec2:DescribeVpcEndpoints")]
[RequiresIamAction("ec2:DescribeVpcPeeringConnections")]
[RequiresIamAction("elasticloadbalancing:DescribeLoadBalancers")]
[RequiresIamAction("ec2:GetManagedPrefixListEntries", When = "a rule or route names a prefix list")]
[RequiresIamAction("sts:GetCallerIdentity")]
public sealed class TestPublicPortCommand : SessionCmdlet
{
    private readonly List<(string? Region, string Address)> _targets = [];

    /// <summary>Public things from <c>Get-PublicInstance</c>.</summary>
    [Parameter(ParameterSetName = "Instance", Mandatory = true, Position = 0, ValueFromPipeline = true,
        HelpMessage = "What to check, as Get-PublicInstance gives it: all public addresses of each.")]
    public PublicInstance[] Instance { get; set; } = [];

    /// <summary>Addresses.</summary>
    [Parameter(ParameterSetName = "IpAddress", Mandatory = true, ValueFromPipelineByPropertyName = true,
        HelpMessage = "Public IPv4 or IPv6 addresses of the account.")]
    [Alias("PublicAddress", "PublicIpAddress", "PublicIp")]
    [ValidateNotNullOrEmpty]
    public string[] IpAddress { get; set; } = [];

    /// <summary>TCP ports.</summary>
    [Parameter(HelpMessage = "TCP ports to check; left out, 22, 80, 443 and 3389.")]
    [ValidateRange(1, 65535)]
    public int[] Port { get; set; } = [22, 80, 443, 3389];

    /// <summary>UDP ports.</summary>
    [Parameter(HelpMessage = "UDP ports to check; only with -UseNmap.")]
    [ValidateRange(1, 65535)]
    public int[] UdpPort { get; set; } = [];

    /// <summary>When silence counts as an answer.</summary>
    [Parameter(HelpMessage = "Milliseconds after which silence counts as an answer, 50 to 120000; left out, 3000.")]
    [ValidateRange(50, 120_000)]
    public int TimeoutMilliseconds { get; set; } = 3000;

    /// <summary>How many connections are tried at once.</summary>
    [Parameter(HelpMessage = "How many connections are tried at once, 1 to 256; left out, 32.")]
    [ValidateRange(1, 256)]
    public int ThrottleLimit { get; set; } = 32;

    /// <summary>Let nmap look.</summary>
    [Parameter(HelpMessage = "Let nmap look instead of connecting: for UDP, and for what listens there.")]
    public SwitchParameter UseNmap { get; set; }

    /// <summary>Further arguments for nmap.</summary>
    [Parameter(HelpMessage = "Further arguments for nmap, such as -sV.")]
    [ValidateNotNullOrEmpty]
    public string[] NmapArgument { get; set; } = [];

    /// <summary>Check other people's addresses too.</summary>
    [Parameter(HelpMessage = "Check addresses that are not the account's own too. Have their owner's leave.")]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (!TakeRecord())
        {
            return;
        }

        if (ParameterSetName == "Instance")
        {
            _targets.AddRange(Instance.SelectMany(one => one.PublicAddress.Select(address => ((string?)one.Region, address))));
        }
        else
        {
            _targets.AddRange(IpAddress.Select(address => (Region, address)));
        }
    }

    /// <summary>Works at the end: the account is read once for all addresses of a Region.</summary>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        foreach (var region in _targets.GroupBy(target => target.Region))
        {
            var options = new PublicPortOptions
            {
                Address = [.. region.Select(target => target.Address)],
                Port = UseNmap && UdpPort.Length > 0 && !MyInvocation.BoundParameters.ContainsKey(nameof(Port)) ? [] : Port,
                UdpPort = UdpPort,
                Timeout = TimeSpan.FromMilliseconds(TimeoutMilliseconds),
                ThrottleLimit = ThrottleLimit,
                UseNmap = UseNmap,
                NmapArgument = NmapArgument,
                Force = Force,
            };
            Emit((host, stop) => PublicPortOperation.TestAsync(OpenSession(region.Key), options, host, stop));
        }
    }
}
