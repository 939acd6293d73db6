using System.Management.Automation;
using AwsHardening.Core.Changes.Plans;

namespace AwsHardening.Changes;

/// <summary>Writes a plan to a file, to be reviewed and applied as it stands.</summary>
[Cmdlet(VerbsData.Export, "HardeningPlan", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(FileInfo))]
public sealed class ExportHardeningPlanCommand : PlanInputCmdlet
{
    /// <summary>The file.</summary>
    [Parameter(Mandatory = true, Position = 1, HelpMessage = "The file to write. It is written whole or not at all.")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>Replace a file that is there.</summary>
    [Parameter(HelpMessage = "Replace a file that is there.")]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var path = SessionState.Path.GetUnresolvedProviderPathFromPSPath(Path);
        foreach (var plan in Plan)
        {
            EmitOne(async (host, stop) =>
            {
                if (!await host.ShouldProcessAsync(path, $"Write plan {plan.PlanId}", stop))
                {
                    return null;
                }

                PlanOperation.Export(plan, path, Force);
                return new FileInfo(path);
            });
        }
    }
}
