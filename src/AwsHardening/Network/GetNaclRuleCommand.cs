using System.Management.Automation;
using AwsHardening.Account;
using AwsHardening.Completion;
using AwsHardening.Core.Network.Nacls;
using AwsHardening.Help;

namespace AwsHardening.Network;

/// <summary>Lists entries of network ACLs, with what stands behind each and whether it is ever reached.</summary>
[Cmdlet(VerbsCommon.Get, "NaclRule")]
[OutputType(typeof(NaclRule))]
[RequiresIamAction("ec2:DescribeNetworkAcls")]
[RequiresIamAction("ec2:DescribeSubnets")]
[RequiresIamAction("ec2:DescribeNetworkInterfaces")]
[RequiresIamAction("ec2:DescribeVpcs")]
public sealed class GetNaclRuleCommand : SessionCmdlet
{
    /// <summary>Entries of these network ACLs, by id.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true,
        HelpMessage = "Ids of network ACLs, such as acl-0123; wildcards allowed.")]
    [Alias("NetworkAclId")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(NaclIdCompleter))]
    public string[] NaclId { get; set; } = [];

    /// <summary>Entries of these network ACLs, by tag Name.</summary>
    [Parameter(HelpMessage = "Tags Name of network ACLs; wildcards allowed.")]
    [SupportsWildcards]
    public string[] NaclName { get; set; } = [];

    /// <summary>Entries of the network ACLs that guard these subnets.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "Ids of subnets, such as subnet-0123; wildcards allowed.")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(SubnetIdCompleter))]
    public string[] SubnetId { get; set; } = [];

    /// <summary>Entries of network ACLs in these VPCs.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "Ids of VPCs, such as vpc-0123; wildcards allowed.")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(VpcIdCompleter))]
    public string[] VpcId { get; set; } = [];

    /// <summary>Entries of one direction.</summary>
    [Parameter(HelpMessage = "Ingress or Egress; left out, both.")]
    public RuleDirection? Direction { get; set; }

    /// <summary>Entries that allow, or that deny.</summary>
    [Parameter(HelpMessage = "Allow or Deny; left out, both.")]
    public NaclRuleAction? Action { get; set; }

    /// <summary>Entries of these protocols.</summary>
    [Parameter(HelpMessage = "Protocols: tcp, udp, icmp, icmpv6, all, or a number.")]
    [ArgumentCompleter(typeof(ProtocolCompleter))]
    public string[] Protocol { get; set; } = [];

    /// <summary>Entries that mean one of these ports.</summary>
    [Parameter(HelpMessage = "Ports, 0 to 65535: entries that mean one of them.")]
    [ValidateRange(0, 65535)]
    public int[] Port { get; set; } = [];

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var query = new NaclRuleQuery
        {
            NaclId = NaclId,
            NaclName = NaclName,
            SubnetId = SubnetId,
            VpcId = VpcId,
            Direction = Direction,
            Action = Action,
            Protocol = Protocol,
            Port = Port,
        };
        Emit((host, stop) => NaclRuleOperation.FindAsync(OpenSession(), query, host, stop));
    }
}
