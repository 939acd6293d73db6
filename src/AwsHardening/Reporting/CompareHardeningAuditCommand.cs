using System.Management.Automation;
using AwsHardening.Core.Reporting;
using AwsHardening.Pipeline;

namespace AwsHardening.Reporting;

/// <summary>Shows which findings are new, which are fixed, and which are as they were.</summary>
[Cmdlet(VerbsData.Compare, "HardeningAudit")]
[OutputType(typeof(HardeningFindingChange))]
public sealed class CompareHardeningAuditCommand : AsyncCmdlet
{
    private readonly List<HardeningFinding> _later = [];

    /// <summary>The earlier audit.</summary>
    [Parameter(Mandatory = true, Position = 0, HelpMessage = "The findings of the earlier audit, those that passed among them.")]
    [AllowEmptyCollection]
    public HardeningFinding[] Reference { get; set; } = [];

    /// <summary>The later audit.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true, HelpMessage = "The findings of the later audit, those that passed among them.")]
    [AllowEmptyCollection]
    public HardeningFinding[] Difference { get; set; } = [];

    /// <inheritdoc />
    protected override void ProcessRecord() => _later.AddRange(Difference);

    /// <inheritdoc />
    protected override void EndProcessing() => WriteObject(AuditComparison.Compare(Reference, _later), enumerateCollection: true);
}
