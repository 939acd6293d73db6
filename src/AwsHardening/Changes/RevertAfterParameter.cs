using System.Management.Automation;
using AwsHardening.Pipeline;

namespace AwsHardening.Changes;

/// <summary>What commands with <c>-RevertAfter</c> share beside its validation.</summary>
internal static class RevertAfterParameter
{
    /// <summary>Refuses <c>-RevertAfter</c> beside <c>-PlanOnly</c>: a plan changes nothing that could be reverted.</summary>
    public static void RefuseRevertOfPlan(this PSCmdlet cmdlet, TimeSpan? revertAfter, SwitchParameter planOnly)
    {
        if (revertAfter is not null && planOnly)
        {
            cmdlet.ThrowTerminatingError(ErrorRecords.Contradiction(
                "-PlanOnly changes nothing, so there is nothing that -RevertAfter could take back.",
                "Say -RevertAfter to Invoke-HardeningPlan, when the plan is applied."));
        }
    }
}
