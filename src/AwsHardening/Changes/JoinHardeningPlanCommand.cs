using System.Management.Automation;
using AwsHardening.Core.Changes.Plans;

namespace AwsHardening.Changes;

/// <summary>Makes one plan of several of one account and Region, in the order they come.</summary>
[Cmdlet(VerbsCommon.Join, "HardeningPlan")]
[OutputType(typeof(HardeningPlan))]
public sealed class JoinHardeningPlanCommand : PlanInputCmdlet
{
    private readonly List<HardeningPlan> _plans = [];

    /// <inheritdoc />
    protected override void ProcessRecord() => _plans.AddRange(Plan);

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        if (_plans.Count > 0)
        {
            EmitOne((_, _) => Task.FromResult<HardeningPlan?>(PlanOperation.Join(_plans)));
        }
    }
}
