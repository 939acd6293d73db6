using System.Management.Automation;
using AwsHardening.Account;
using AwsHardening.Pipeline;

namespace AwsHardening.Changes;

/// <summary>A cmdlet that changes an account, or writes a plan of the changes.</summary>
public abstract class ChangeCmdlet : SessionCmdlet
{
    /// <summary>Take the changes back unless they are confirmed in time.</summary>
    [Parameter(HelpMessage = "Take the changes back after this time by themselves, unless Confirm-HardeningChange keeps them.")]
    [ValidateRevertAfter]
    public TimeSpan? RevertAfter { get; set; }

    /// <summary>Write a plan instead of acting.</summary>
    [Parameter(HelpMessage = "Write a HardeningPlan instead of acting: nothing is asked and nothing is changed.")]
    public SwitchParameter PlanOnly { get; set; }

    /// <summary>Makes the changes and writes what came of them, or writes the plan of them.</summary>
    /// <param name="plan">Works out the plan; null where there is nothing to do.</param>
    /// <param name="make">Makes the changes.</param>
    private protected void MakeOrPlan<T>(
        Func<CmdletHost, CancellationToken, Task<HardeningPlan?>> plan, Func<CmdletHost, CancellationToken, IAsyncEnumerable<T>> make)
        where T : class
    {
        this.RefuseRevertOfPlan(RevertAfter, PlanOnly);
        if (PlanOnly)
        {
            EmitOne(plan);
        }
        else
        {
            Emit(make);
        }
    }
}
