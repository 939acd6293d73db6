using System.Management.Automation;
using AwsHardening.Account;
using AwsHardening.Changes;
using AwsHardening.Pipeline;

namespace AwsHardening.Access;

/// <summary>A cmdlet that makes a series of changes, or a plan of them.</summary>
public abstract class AccessChangeCmdlet : ChangeCmdlet
{
    /// <summary>Makes the changes, or the plan of them.</summary>
    /// <param name="plan">Works out the plan.</param>
    /// <param name="make">Makes the changes.</param>
    private protected void MakeOrPlan(
        Func<CmdletHost, CancellationToken, Task<HardeningPlan?>> plan, Func<CmdletHost, CancellationToken, Task<IReadOnlyList<AccessChange>>> make)
    {
        this.RefuseRevertOfPlan(RevertAfter, PlanOnly);
        if (PlanOnly)
        {
            EmitOne(plan);
            return;
        }

        Run(async (host, stop) =>
        {
            foreach (var change in await make(host, stop))
            {
                await host.WriteObjectAsync(change, stop);
            }
        });
    }
}
