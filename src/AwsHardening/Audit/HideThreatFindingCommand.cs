using System.Management.Automation;
using AwsHardening.Account;
using AwsHardening.Core.Audit;
using AwsHardening.Help;

namespace AwsHardening.Audit;

/// <summary>Archives GuardDuty findings.</summary>
[Cmdlet(VerbsCommon.Hide, "ThreatFinding", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[RequiresIamAction("sts:GetCallerIdentity")]
[RequiresIamAction("guardduty:ListDetectors")]
[RequiresIamAction("guardduty:GetDetector")]
[RequiresIamAction("guardduty:GetFindings", When = "the change has to be looked for")]
[RequiresIamAction("guardduty:ArchiveFindings")]
[RequiresIamAction("guardduty:UnarchiveFindings", When = "the change has to be taken back")]
public sealed class HideThreatFindingCommand : SessionCmdlet
{
    private readonly List<(string? Region, string Id)> _findings = [];

    /// <summary>Ids of findings.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, HelpMessage = "Ids of findings, or the findings themselves.")]
    [Alias("Id")]
    [ValidateNotNullOrEmpty]
    public string[] FindingId { get; set; } = [];

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        // A finding knows its Region; an id is of the session's.
        var region = CurrentPipelineFinding?.Region;
        _findings.AddRange(FindingId.Select(id => (region, id)));
    }

    /// <summary>Works at the end: one call archives many.</summary>
    protected override void EndProcessing()
    {
        foreach (var group in _findings.GroupBy(finding => finding.Region))
        {
            Run(async (host, stop) =>
            {
                var session = OpenSession();
                await ThreatFindingOperation.HideAsync(session, [.. group.Select(finding => finding.Id)], group.Key ?? session.Region, host, stop);
            });
        }
    }

    private ThreatFinding? CurrentPipelineFinding => CurrentPipelineObject is PSObject { BaseObject: ThreatFinding finding } ? finding : null;
}
