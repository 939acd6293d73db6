using System.Management.Automation;
using AwsHardening.Account;
using AwsHardening.Completion;
using AwsHardening.Core.Network;
using AwsHardening.Help;

namespace AwsHardening.Network;

/// <summary>Lists security group rules, with what stands behind each.</summary>
[Cmdlet(VerbsCommon.Get, "SgRule")]
[OutputType(typeof(SgRule))]
[RequiresIamAction("ec2:DescribeSecurityGroups")]
[RequiresIamAction("ec2:DescribeSecurityGroupRules")]
[RequiresIamAction("ec2:DescribeVpcs")]
[RequiresIamAction("ec2:DescribeNetworkInterfaces")]
[RequiresIamAction("ec2:DescribeVpcPeeringConnections")]
[RequiresIamAction("ec2:DescribeManagedPrefixLists", When = "a rule names a prefix list")]
[RequiresIamAction("ec2:GetManagedPrefixListEntries", When = "a rule names a prefix list")]
public sealed class GetSgRuleCommand : SessionCmdlet
{
    /// <summary>Rules of these groups, by id.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true,
        HelpMessage = "Ids of security groups, such as sg-0123; wildcards allowed.")]
    [Alias("SecurityGroupId")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(GroupIdCompleter))]
    public string[] GroupId { get; set; } = [];

    /// <summary>Rules of these groups, by name.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "Names of security groups; wildcards allowed.")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(GroupNameCompleter))]
    public string[] GroupName { get; set; } = [];

    /// <summary>Rules of groups in these VPCs.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "Ids of VPCs, such as vpc-0123; wildcards allowed.")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(VpcIdCompleter))]
    public string[] VpcId { get; set; } = [];

    /// <summary>These rules.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "Ids of rules, such as sgr-0123; wildcards allowed.")]
    [Alias("SecurityGroupRuleId")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(RuleIdCompleter))]
    public string[] RuleId { get; set; } = [];

    /// <summary>Rules of one direction.</summary>
    [Parameter(HelpMessage = "Ingress or Egress; left out, both.")]
    public RuleDirection? Direction { get; set; }

    /// <summary>Rules of these protocols.</summary>
    [Parameter(HelpMessage = "Protocols: tcp, udp, icmp, icmpv6, all, or a number.")]
    [ArgumentCompleter(typeof(ProtocolCompleter))]
    public string[] Protocol { get; set; } = [];

    /// <summary>Rules that admit one of these ports.</summary>
    [Parameter(HelpMessage = "Ports, 0 to 65535: rules that admit one of them.")]
    [ValidateRange(0, 65535)]
    public int[] Port { get; set; } = [];

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var query = new SgRuleQuery
        {
            GroupId = GroupId,
            GroupName = GroupName,
            VpcId = VpcId,
            RuleId = RuleId,
            Direction = Direction,
            Protocol = Protocol,
            Port = Port,
        };
        Emit((host, stop) => SgRuleOperation.FindAsync(OpenSession(), query, host, stop));
    }
}
