using System.Management.Automation;
using AwsHardening.Core.Changes.Plans;
using AwsHardening.Pipeline;

namespace AwsHardening.Changes;

/// <summary>Reads plans from files, and refuses one that does not match its SHA-256.</summary>
[Cmdlet(VerbsData.Import, "HardeningPlan")]
[OutputType(typeof(HardeningPlan))]
public sealed class ImportHardeningPlanCommand : AsyncCmdlet
{
    /// <summary>The files.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true,
        HelpMessage = "Files that Export-HardeningPlan wrote; no wildcards.")]
    [Alias("FullName", "PSPath", "LiteralPath")]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        foreach (var path in Path)
        {
            var file = SessionState.Path.GetUnresolvedProviderPathFromPSPath(path);
            EmitOne((_, _) => Task.FromResult<HardeningPlan?>(PlanOperation.Import(file)));
        }
    }
}
