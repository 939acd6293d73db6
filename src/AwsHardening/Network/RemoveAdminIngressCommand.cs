using System.Management.Automation;
using AwsHardening.Account;
using AwsHardening.Changes;
using AwsHardening.Completion;
using AwsHardening.Core.Network;
using AwsHardening.Core.Network.Ingress;
using AwsHardening.Help;

namespace AwsHardening.Network;

/// <summary>Closes admin ports in security groups, once another way in is proven for every instance behind them.</summary>
[Cmdlet(VerbsCommon.Remove, "AdminIngress", DefaultParameterSetName = "Group", SupportsShouldProcess = true,
    ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(AdminIngress), typeof(HardeningPlan))]
[RequiresIamAction("ec2:DescribeSecurityGroups")]
[RequiresIamAction("ec2:DescribeSecurityGroupRules")]
[RequiresIamAction("ec2:DescribeVpcs")]
[RequiresIamAction("ec2:DescribeSubnets")]
[RequiresIamAction("ec2:DescribeRouteTables")]
[RequiresIamAction("ec2:DescribeNetworkAcls")]
[RequiresIamAction("ec2:DescribeNatGateways")]
[RequiresIamAction("ec2:DescribeVpcEndpoints")]
[RequiresIamAction("ec2:DescribeNetworkInterfaces")]
[RequiresIamAction("ec2:DescribeVpcPeeringConnections")]
[RequiresIamAction("ec2:DescribeManagedPrefixLists", When = "a rule names a prefix list")]
[RequiresIamAction("ec2:GetManagedPrefixListEntries", When = "a rule names a prefix list")]
[RequiresIamAction("ssm:GetConnectionStatus", When = "an instance is behind a rule")]
[RequiresIamAction("iam:SimulatePrincipalPolicy", When = "an instance is behind a rule")]
[RequiresIamAction("ssm:StartSession", When = "an instance is behind a rule")]
[RequiresIamAction("iam:GetRole", When = "the caller is a session of a role")]
[RequiresIamAction("ec2:AuthorizeSecurityGroupIngress", When = "part of a rule stays")]
[RequiresIamAction("ec2:RevokeSecurityGroupIngress")]
[RequiresIamAction("ec2:CreateTags", When = "a rule has tags")]
[RequiresIamAction("sts:GetCallerIdentity")]
public sealed class RemoveAdminIngressCommand : ChangeCmdlet
{
    private readonly List<SgRule> _rules = [];
    private readonly List<SgRuleQuery> _queries = [];

    /// <summary>Rules from <c>Get-SgRule</c>.</summary>
    [Parameter(ParameterSetName = "Rule", Mandatory = true, ValueFromPipeline = true,
        HelpMessage = "Rules, as Get-SgRule gives them; those that open no admin port are left alone.")]
    public SgRule[] Rule { get; set; } = [];

    /// <summary>Rules of these groups, by id.</summary>
    [Parameter(ParameterSetName = "Group", Position = 0, ValueFromPipelineByPropertyName = true,
        HelpMessage = "Ids of security groups, such as sg-0123; wildcards allowed. Left out, every group of the Region.")]
    [Alias("SecurityGroupId")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(GroupIdCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? GroupId { get; set; }

    /// <summary>Rules of these groups, by name.</summary>
    [Parameter(ParameterSetName = "Group", ValueFromPipelineByPropertyName = true, HelpMessage = "Names of security groups; wildcards allowed.")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(GroupNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? GroupName { get; set; }

    /// <summary>Rules of groups in these VPCs.</summary>
    [Parameter(ParameterSetName = "Group", ValueFromPipelineByPropertyName = true, HelpMessage = "Ids of VPCs, such as vpc-0123; wildcards allowed.")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(VpcIdCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? VpcId { get; set; }

    /// <summary>These rules.</summary>
    [Parameter(ParameterSetName = "Group", ValueFromPipelineByPropertyName = true, HelpMessage = "Ids of rules, such as sgr-0123; wildcards allowed.")]
    [Alias("SecurityGroupRuleId")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(RuleIdCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? RuleId { get; set; }

    /// <summary>TCP ports to close.</summary>
    [Parameter(HelpMessage = "TCP ports to close; left out, 22 and 3389.")]
    [ArgumentCompleter(typeof(AdminPortCompleter))]
    [ValidateRange(0, 65535)]
    public int[] Port { get; set; } = [22, 3389];

    /// <summary>UDP ports to close.</summary>
    [Parameter(HelpMessage = "UDP ports to close; left out, 3389 where it is among the TCP ports.")]
    [ValidateRange(0, 65535)]
    public int[]? UdpPort { get; set; }

    /// <summary>From whom.</summary>
    [Parameter(HelpMessage = "From whom: World, Any, or ranges such as 192.168.0.0/16; left out, World, and Any with -All.")]
    [ArgumentCompleter(typeof(AdminSourceCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Source { get; set; } = [];

    /// <summary>Rules that refer to groups too.</summary>
    [Parameter(HelpMessage = "Close rules too whose source is a security group, the rule's own among them.")]
    public SwitchParameter IncludePeer { get; set; }

    /// <summary>Every inbound rule.</summary>
    [Parameter(HelpMessage = "Remove every inbound rule of the groups or rules that are named, on every port and from every source.")]
    public SwitchParameter All { get; set; }

    /// <summary>Instances that may be left without another way in.</summary>
    [Parameter(HelpMessage = "Ids of instances that nobody needs to get into: another way in is not asked for.")]
    [ArgumentCompleter(typeof(InstanceIdCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] WithoutAccessTo { get; set; } = [];

    /// <summary>Addresses from which the caller is connected.</summary>
    [Parameter(HelpMessage = "Addresses from which you are connected, instead of those that this machine shows.")]
    [ValidateNotNullOrEmpty]
    public string[] CallerAddress { get; set; } = [];

    /// <summary>The account's quota of rules per group.</summary>
    [Parameter(HelpMessage = "The account's quota 'Inbound or outbound rules per security group', where it is not AWS's default of 60.")]
    [ValidateRange(1, 1000)]
    public int RuleQuota { get; set; } = 60;

    /// <summary>Answer the second question with yes.</summary>
    [Parameter(HelpMessage = "Close a rule even where that cuts your own connection or loses protocols. Never skips -WhatIf or the proof of another way in.")]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (!TakeRecord())
        {
            return;
        }

        if (ParameterSetName == "Rule")
        {
            _rules.AddRange(Rule);
            return;
        }

        _queries.Add(new SgRuleQuery { GroupId = GroupId ?? [], GroupName = GroupName ?? [], VpcId = VpcId ?? [], RuleId = RuleId ?? [] });
    }

    /// <summary>Works at the end, because it works by group: one authorize and one revoke for all of a group's rules.</summary>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        var options = new AdminIngressOptions
        {
            Port = Port,
            UdpPort = UdpPort,
            Source = Source,
            IncludePeer = IncludePeer,
            All = All,
            WithoutAccessTo = WithoutAccessTo,
            CallerAddress = CallerAddress,
            Force = Force,
            RuleQuota = RuleQuota,
            RevertAfter = RevertAfter,
        };
        // A rule carries its Region, so that it need not be said again.
        var targets = _rules.GroupBy(rule => rule.Region).Select(rules => ((string?)rules.Key, new AdminIngressTarget([.. rules], [])));
        foreach (var (region, target) in _queries.Count == 0 ? targets : targets.Append((Region, new AdminIngressTarget([], _queries))))
        {
            MakeOrPlan(
                (host, stop) => AdminIngressOperation.PlanAsync(OpenSession(region), target, options, host, stop),
                (host, stop) => AdminIngressOperation.RemoveAsync(OpenSession(region), target, options, host, stop));
        }
    }
}
