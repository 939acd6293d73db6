using System.Management.Automation;
using AwsHardening.Changes;
using AwsHardening.Completion;
using AwsHardening.Core.Network;
using AwsHardening.Help;

namespace AwsHardening.Network;

/// <summary>Replaces the address range of a rule by references to the groups behind it.</summary>
[Cmdlet(VerbsCommon.Set, "SgPeerReference", DefaultParameterSetName = "Rule", SupportsShouldProcess = true,
    ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(SgPeerReference), typeof(HardeningPlan))]
[RequiresIamAction("ec2:DescribeSecurityGroups")]
[RequiresIamAction("ec2:DescribeSecurityGroupRules")]
[RequiresIamAction("ec2:DescribeVpcs")]
[RequiresIamAction("ec2:DescribeRouteTables")]
[RequiresIamAction("ec2:DescribeNetworkInterfaces")]
[RequiresIamAction("ec2:DescribeVpcPeeringConnections")]
[RequiresIamAction("ec2:DescribeSubnets")]
[RequiresIamAction("ec2:DescribeNetworkAcls")]
[RequiresIamAction("ec2:DescribeNatGateways")]
[RequiresIamAction("ec2:DescribeVpcEndpoints")]
[RequiresIamAction("ec2:DescribeManagedPrefixLists", When = "a rule names a prefix list")]
[RequiresIamAction("ec2:GetManagedPrefixListEntries", When = "a rule names a prefix list")]
[RequiresIamAction("ec2:AuthorizeSecurityGroupIngress", When = "a rule is ingress")]
[RequiresIamAction("ec2:RevokeSecurityGroupIngress", When = "a rule is ingress")]
[RequiresIamAction("ec2:AuthorizeSecurityGroupEgress", When = "a rule is egress")]
[RequiresIamAction("ec2:RevokeSecurityGroupEgress", When = "a rule is egress")]
[RequiresIamAction("ec2:CreateTags", When = "a rule has tags")]
[RequiresIamAction("sts:GetCallerIdentity")]
public sealed class SetSgPeerReferenceCommand : SgRuleInputCmdlet
{
    private readonly List<SgRuleInput> _input = [];

    /// <summary>The groups to reference instead of those found.</summary>
    [Parameter(HelpMessage = "Groups to reference, by id or name, instead of those that Get-SgPeer finds.")]
    [ArgumentCompleter(typeof(GroupIdCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Peer { get; set; } = [];

    /// <summary>Keep uncovered addresses as rules of their own.</summary>
    [Parameter(HelpMessage = "Keep each address that no group covers as a rule of its own (/32 or /128), instead of refusing.")]
    public SwitchParameter KeepUncovered { get; set; }

    /// <summary>The new rules' description.</summary>
    [Parameter(HelpMessage = "The new rules' description, at most 255 characters; left out, the old one and where it came from.")]
    [ValidateLength(1, 255)]
    public string? Description { get; set; }

    /// <summary>The account's quota of rules per group.</summary>
    [Parameter(HelpMessage = "The account's quota 'Inbound or outbound rules per security group', where it is not AWS's default of 60.")]
    [ValidateRange(1, 1000)]
    public int RuleQuota { get; set; } = 60;

    /// <summary>Answer the second question with yes.</summary>
    [Parameter(HelpMessage = "Use -Peer even where it widens access, has no route, or leaves an address out. Never skips -WhatIf.")]
    public SwitchParameter Force { get; set; }

    /// <summary>Take the changes back unless they are confirmed in time.</summary>
    [Parameter(HelpMessage = "Take the changes back after this time by themselves, unless Confirm-HardeningChange keeps them.")]
    [ValidateRevertAfter]
    public TimeSpan? RevertAfter { get; set; }

    /// <summary>Write a plan instead of acting.</summary>
    [Parameter(HelpMessage = "Write a HardeningPlan instead of acting: nothing is asked and nothing is changed.")]
    public SwitchParameter PlanOnly { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord() => _input.AddRange(TakeRecord() ? TakeInput() : []);

    /// <summary>Works at the end, because it works by group: one authorize and one revoke for all of a group's rules.</summary>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        this.RefuseRevertOfPlan(RevertAfter, PlanOnly);
        var options = new SgPeerReferenceOptions
        {
            Peer = Peer,
            KeepUncovered = KeepUncovered,
            Description = Description,
            Force = Force,
            RuleQuota = RuleQuota,
            RevertAfter = RevertAfter,
        };
        foreach (var input in Merge())
        {
            if (PlanOnly)
            {
                EmitOne((host, stop) => input.Rules is { } rules
                    ? SgPeerReferenceOperation.PlanAsync(OpenSession(input.Region), rules, options, host, stop)
                    : SgPeerReferenceOperation.PlanAsync(OpenSession(input.Region), input.RuleIds!, options, host, stop));
                continue;
            }

            Emit((host, stop) => input.Rules is { } rules
                ? SgPeerReferenceOperation.SetAsync(OpenSession(input.Region), rules, options, host, stop)
                : SgPeerReferenceOperation.SetAsync(OpenSession(input.Region), input.RuleIds!, options, host, stop));
        }
    }

    private IEnumerable<SgRuleInput> Merge() =>
        _input
            .GroupBy(input => (input.Region, ById: input.Rules is null))
            .Select(same => same.Key.ById
                ? new SgRuleInput(same.Key.Region, null, [.. same.SelectMany(input => input.RuleIds!)])
                : new SgRuleInput(same.Key.Region, [.. same.SelectMany(input => input.Rules!)], null));
}
