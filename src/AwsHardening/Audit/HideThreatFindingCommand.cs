using System.Management.Automation;
using AwsHardening.Account;
using AwsHardening.Completion;
using AwsHardening.Core.Audit;
using AwsHardening.Help;

namespace AwsHardening.Audit;

/// <summary>Archives GuardDuty findings.</summary>
[Cmdlet(VerbsCommon.Hide, "ThreatFinding", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(void))]
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

    private protected override string? SaidRegion => Region;

    /// <inheritdoc />
    protected override void ProcessRecord() => _findings.AddRange(TakeRecord() ? FindingId.Select(id => (Region, id)) : []);

    /// <summary>Works at the end: one call archives many.</summary>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        foreach (var group in _findings.GroupBy(finding => finding.Region))
        {
            Run((host, stop) => ThreatFindingOperation.HideAsync(OpenSession(group.Key), [.. group.Select(finding => finding.Id)], host, stop));
        }
    }
}
