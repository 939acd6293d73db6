using System.Management.Automation;
using AwsHardening.Account;
using AwsHardening.Core.Audit;
using AwsHardening.Help;

namespace AwsHardening.Audit;

/// <summary>Lists GuardDuty findings, their types taken apart.</summary>
[Cmdlet(VerbsCommon.Get, "ThreatFinding")]
[OutputType(typeof(ThreatFinding))]
[RequiresIamAction("guardduty:ListDetectors")]
[RequiresIamAction("guardduty:GetDetector")]
[RequiresIamAction("guardduty:ListFindings")]
[RequiresIamAction("guardduty:GetFindings")]
[RequiresIamAction("ec2:DescribeRegions", When = "-Region has *")]
public sealed class GetThreatFindingCommand : RegionsCmdlet
{
    /// <summary>Types.</summary>
    [Parameter(Position = 0, HelpMessage = "Finding types, such as Backdoor:EC2/*.")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Type { get; set; } = [];

    /// <summary>Labels of severity.</summary>
    [Parameter(HelpMessage = "Labels of severity: Low (1.0-3.9), Medium (4.0-6.9), High (7.0-8.9), Critical (9.0-10.0).")]
    [ValidateSet("Low", "Medium", "High", "Critical")]
    public string[] SeverityLabel { get; set; } = [];

    /// <summary>The resource.</summary>
    [Parameter(ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, HelpMessage = "The resource that it is about: an instance's id, a user's name, a bucket.")]
    [ValidateNotNullOrEmpty]
    [NotASession]
    public string? ResourceId { get; set; }

    /// <summary>Samples.</summary>
    [Parameter(HelpMessage = "True for samples alone, false for none of them.")]
    public bool? Sample { get; set; }

    /// <summary>Archived ones too.</summary>
    [Parameter(HelpMessage = "Show archived findings too.")]
    public SwitchParameter IncludeArchived { get; set; }

    /// <summary>From.</summary>
    [Parameter(HelpMessage = "Findings last seen at this time or later.")]
    public DateTimeOffset? Since { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var query = new ThreatFindingQuery
        {
            Type = Type, SeverityLabel = SeverityLabel, ResourceId = ResourceId, Sample = Sample, IncludeArchived = IncludeArchived, Since = Since,
        };
        Emit((host, stop) => ThreatFindingOperation.FindAsync(OpenSession(), Region ?? [], query, ThrottleLimit, host, stop));
    }
}
