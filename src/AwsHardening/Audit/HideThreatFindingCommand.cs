using System.Management.Automation;
using AwsHardening.Account;
using AwsHardening.Changes;
using AwsHardening.Completion;
using AwsHardening.Core.Audit;
using AwsHardening.Help;

namespace AwsHardening.Audit;

/// <summary>Archives GuardDuty findings.</summary>
[Cmdlet(VerbsCommon.Hide, "ThreatFinding", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(void), typeof(HardeningPlan))]
[RequiresIamAction("sts:GetCallerIdentity")]
[RequiresIamAction("guardduty:ListDetectors")]
[RequiresIamAction("guardduty:GetDetector")]
[RequiresIamAction("guardduty:GetFindings", When = "the change has to be looked for")]
[RequiresIamAction("guardduty:ArchiveFindings")]
[RequiresIamAction("guardduty:UnarchiveFindings", When = "the change has to be taken back")]
public sealed class HideThreatFindingCommand : PlacedCmdlet
{
    private readonly List<(string? Region, string Id)> _findings = [];

    /// <summary>Ids of findings.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, HelpMessage = "Ids of findings, or the findings themselves.")]
    [Alias("Id")]
    [ValidateNotNullOrEmpty]
    [NotASession]
    public string[] FindingId { get; set; } = [];

    /// <summary>The Region of the findings.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "The AWS Region of the findings; a finding that is piped in says its own.")]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public string? Region { get; set; }

    /// <summary>Take the changes back unless they are confirmed in time.</summary>
    [Parameter(HelpMessage = "Take the changes back after this time by themselves, unless Confirm-HardeningChange keeps them.")]
    [ValidateRevertAfter]
    public TimeSpan? RevertAfter { get; set; }

    /// <summary>Write a plan instead of acting.</summary>
    [Parameter(HelpMessage = "Write a HardeningPlan instead of acting: nothing is asked and nothing is changed.")]
    public SwitchParameter PlanOnly { get; set; }

    private protected override string? SaidRegion => Region;

    /// <inheritdoc />
    protected override void ProcessRecord() => _findings.AddRange(TakeRecord() ? FindingId.Select(id => (Region, id)) : []);

    /// <summary>Works at the end: one call archives many.</summary>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        this.RefuseRevertOfPlan(RevertAfter, PlanOnly);
        var options = new FindingChangeOptions { RevertAfter = RevertAfter };
        foreach (var group in _findings.GroupBy(finding => finding.Region, finding => finding.Id))
        {
            string[] ids = [.. group];
            if (PlanOnly)
            {
                EmitOne((host, stop) => ArchiveFindingOperation.PlanAsync(OpenSession(group.Key), ids, options, host, stop));
            }
            else
            {
                Run((host, stop) => ArchiveFindingOperation.HideAsync(OpenSession(group.Key), ids, options, host, stop));
            }
        }
    }
}
