using System.Management.Automation;
using AwsHardening.Account;
using AwsHardening.Changes;
using AwsHardening.Completion;
using AwsHardening.Core.Network.Nacls;
using AwsHardening.Help;

namespace AwsHardening.Network;

/// <summary>Puts subnets behind a network ACL that denies some of what they send, and changes nothing else.</summary>
[Cmdlet(VerbsCommon.New, "IsolationNacl", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(IsolationNacl), typeof(HardeningPlan))]
[RequiresIamAction("ec2:DescribeNetworkAcls")]
[RequiresIamAction("ec2:DescribeSubnets")]
[RequiresIamAction("ec2:DescribeSecurityGroups")]
[RequiresIamAction("ec2:DescribeSecurityGroupRules")]
[RequiresIamAction("ec2:DescribeVpcs")]
[RequiresIamAction("ec2:DescribeRouteTables")]
[RequiresIamAction("ec2:DescribeNetworkInterfaces")]
[RequiresIamAction("ec2:DescribeVpcPeeringConnections")]
[RequiresIamAction("ec2:DescribeNatGateways")]
[RequiresIamAction("ec2:DescribeVpcEndpoints")]
[RequiresIamAction("ec2:GetManagedPrefixListEntries", When = "a rule or a route names a prefix list")]
[RequiresIamAction("ec2:CreateNetworkAcl")]
[RequiresIamAction("ec2:CreateTags")]
[RequiresIamAction("ec2:CreateNetworkAclEntry")]
[RequiresIamAction("ec2:ReplaceNetworkAclAssociation")]
[RequiresIamAction("ec2:DeleteNetworkAcl", When = "a change has to be taken back")]
[RequiresIamAction("sts:GetCallerIdentity")]
public sealed class NewIsolationNaclCommand : ChangeCmdlet
{
    private readonly List<string> _subnets = [];

    /// <summary>The tag Name of the network ACL.</summary>
    [Parameter(Mandatory = true, Position = 0, HelpMessage = "The tag Name of the network ACL to make.")]
    [ValidateLength(1, 256)]
    public string Name { get; set; } = "";

    /// <summary>The subnets.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true,
        HelpMessage = "Subnets to isolate, by id or by exact tag Name.")]
    [ArgumentCompleter(typeof(SubnetIdCompleter))]
    [ValidateNotNullOrEmpty]
    [NotASession]
    public string[] SubnetId { get; set; } = [];

    /// <summary>What is denied to them.</summary>
    [Parameter(HelpMessage = "What the subnets may no longer send to: ranges, or subnets, security groups and VPCs by id or exact name.")]
    [ArgumentCompleter(typeof(NetworkPlaceCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Deny { get; set; } = [];

    /// <summary>What is allowed to them all the same.</summary>
    [Parameter(HelpMessage = "What they may send to all the same: ranges, or subnets, security groups and VPCs by id or exact name.")]
    [ArgumentCompleter(typeof(NetworkPlaceCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Allow { get; set; } = [];

    /// <summary>The protocol.</summary>
    [Parameter(HelpMessage = "The protocol of -Deny and -Allow: tcp, udp, icmp, icmpv6, all, or a number; left out, all.")]
    [ArgumentCompleter(typeof(ProtocolCompleter))]
    [ValidateNotNullOrEmpty]
    public string Protocol { get; set; } = "all";

    /// <summary>Destination ports.</summary>
    [Parameter(HelpMessage = "Destination ports or ranges of them, such as 443 or 0-32767; left out, all. TCP and UDP only.")]
    [ValidateNotNullOrEmpty]
    public string[] Port { get; set; } = [];

    /// <summary>Numbers of the entries.</summary>
    [Parameter(HelpMessage = "Numbers of the entries, 1 to 32766: those of -Deny in order, then those of -Allow. Left out, they are chosen.")]
    [ValidateRange(1, 32766)]
    public int[] RuleNumber { get; set; } = [];

    /// <summary>The same inbound.</summary>
    [Parameter(HelpMessage = "The same entries inbound too, without which UDP and ICMP still come in one way.")]
    public SwitchParameter Symmetric { get; set; }

    /// <summary>The quota of entries.</summary>
    [Parameter(HelpMessage = "The account's quota 'Rules per network ACL', where it is not AWS's default of 20; AWS allows 40 at most.")]
    [ValidateRange(2, 40)]
    public int RuleQuota { get; set; } = 20;

    /// <summary>The quota of network ACLs.</summary>
    [Parameter(HelpMessage = "The account's quota 'Network ACLs per VPC', where it is not AWS's default of 200.")]
    [ValidateRange(1, 10000)]
    public int NaclQuota { get; set; } = 200;

    /// <summary>Answer the second question with yes.</summary>
    [Parameter(HelpMessage = "Make it even where it cuts flows that it was not asked to cut. Never skips -WhatIf.")]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord() => _subnets.AddRange(TakeRecord() ? SubnetId : []);

    /// <summary>Works at the end: subnets with the same entries share a network ACL.</summary>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        var options = new IsolationNaclOptions
        {
            Name = Name,
            SubnetId = _subnets,
            Deny = Deny,
            Allow = Allow,
            Protocol = Protocol,
            Port = Port,
            RuleNumber = RuleNumber,
            Symmetric = Symmetric,
            RuleQuota = RuleQuota,
            NaclQuota = NaclQuota,
            Force = Force,
            RevertAfter = RevertAfter,
        };
        MakeOrPlan(
            (host, stop) => IsolationNaclOperation.PlanAsync(OpenSession(), options, host, stop),
            (host, stop) => IsolationNaclOperation.NewAsync(OpenSession(), options, host, stop));
    }
}
