using System.Management.Automation;
using AwsHardening.Pipeline;

namespace AwsHardening.Changes;

/// <summary>A cmdlet that takes plans and needs no connection.</summary>
public abstract class PlanInputCmdlet : AsyncCmdlet
{
    /// <summary>The plans.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true,
        HelpMessage = "Plans, as -PlanOnly or Import-HardeningPlan gives them.")]
    public HardeningPlan[] Plan { get; set; } = [];
}
