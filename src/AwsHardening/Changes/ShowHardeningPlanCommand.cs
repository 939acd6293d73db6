using System.Management.Automation;
using AwsHardening.Core.Changes.Plans;

namespace AwsHardening.Changes;

/// <summary>Renders plans for review: as lines of text, or as Markdown for a pull request.</summary>
[Cmdlet(VerbsCommon.Show, "HardeningPlan")]
[OutputType(typeof(string))]
public sealed class ShowHardeningPlanCommand : PlanInputCmdlet
{
    /// <summary>Markdown, one string a plan.</summary>
    [Parameter(HelpMessage = "Markdown for a pull request, one string a plan, instead of lines of text.")]
    public SwitchParameter Markdown { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        foreach (var plan in Plan)
        {
            Run(async (host, stop) =>
            {
                foreach (var line in PlanOperation.Show(plan, Markdown))
                {
                    await host.WriteObjectAsync(line, stop);
                }
            });
        }
    }
}
