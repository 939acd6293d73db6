using System.Management.Automation;
using AwsHardening.Account;
using AwsHardening.Completion;
using AwsHardening.Core.Changes;
using AwsHardening.Help;

namespace AwsHardening.Changes;

/// <summary>
/// Takes changes back. Of medium impact, like the change it takes back: it restores a recorded state, refuses where the
/// resource has drifted from what was recorded, and is journaled, so that it can be taken back itself.
/// </summary>
[Cmdlet(VerbsCommon.Undo, "HardeningChange", DefaultParameterSetName = "Id", SupportsShouldProcess = true,
    ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(HardeningChange), typeof(HardeningPlan))]
[RequiresIamActionsOfChanges]
[RequiresIamAction("ec2:DescribeNetworkInterfaces", When = "the change was of the network")]
[RequiresIamAction("ec2:DescribeVpcs", When = "the change was of the network")]
[RequiresIamAction("ec2:DescribeSubnets", When = "the change was of the network")]
[RequiresIamAction("ec2:DescribeRouteTables", When = "the change was of the network")]
[RequiresIamAction("ec2:DescribeNetworkAcls", When = "the change was of the network")]
[RequiresIamAction("ec2:DescribeVpcPeeringConnections", When = "the change was of the network")]
[RequiresIamAction("ec2:DescribeNatGateways", When = "the change was of the network")]
[RequiresIamAction("ec2:DescribeVpcEndpoints", When = "the change was of the network")]
[RequiresIamAction("ec2:GetManagedPrefixListEntries", When = "the change was of the network")]
[RequiresIamAction("sts:GetCallerIdentity")]
public sealed class UndoHardeningChangeCommand : ChangeCmdlet
{
    private readonly List<string> _ids = [];

    /// <summary>Ids of changes, of the commands that made them, or of the plans they were applied from.</summary>
    [Parameter(ParameterSetName = "Id", Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true,
        HelpMessage = "Ids of changes, of plans, or the id that all changes of one command share.")]
    [Alias("Id", "PlanId")]
    [ArgumentCompleter(typeof(ChangeIdCompleter))]
    [NotASession]
    public string[] ChangeId { get; set; } = [];

    /// <summary>Everything since this time.</summary>
    [Parameter(ParameterSetName = "Since", Mandatory = true,
        HelpMessage = "Take back every change made in this account and Region at this time or later that still stands.")]
    public DateTimeOffset? Since { get; set; }

    /// <summary>Take back what still stands of a drifted change.</summary>
    [Parameter(HelpMessage = "Where a resource has drifted, take back what still stands of the change; cut flows that the change did not open. Never skips -WhatIf.")]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc />
    private protected override bool WarnsOfInterrupted => false;

    /// <inheritdoc />
    protected override void ProcessRecord() => _ids.AddRange(TakeRecord() ? ChangeId : []);

    /// <summary>Works at the end, because changes are taken back newest first, whatever order they come in.</summary>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        if (_ids.Count == 0 && Since is null)
        {
            return;
        }

        var options = new UndoOptions { Id = [.. _ids.Distinct(StringComparer.Ordinal)], Since = Since, Force = Force, RevertAfter = RevertAfter };
        MakeOrPlan(
            (host, stop) => ChangeOperation.PlanUndoAsync(OpenSession(), options, host, stop),
            (host, stop) => ChangeOperation.UndoAsync(OpenSession(), options, host, stop));
    }
}
