using AwsHardening.Core.Access;
using AwsHardening.Core.Account;
using AwsHardening.Seam;

namespace AwsHardening.Core.Changes.Plans;

/// <summary>Proves again, when a plan is applied, what was proven when it was made: that another way in is left.</summary>
internal static class PlanAccess
{
    /// <summary>The refusal of a plan that would take the last way into an instance; null when it would not.</summary>
    public static async Task<OperationError?> RefusalAsync(HardeningSession session, PlanDocument plan, CancellationToken cancellationToken)
    {
        string[] needed = [.. plan.Changes.SelectMany(planned => NeededAccess.Of(planned.Change)).Distinct()];
        if (needed.Length == 0)
        {
            return null;
        }

        var found = await AwsSession.Of(session).Settings.AccessProof(session).ProveAsync(needed, cancellationToken);
        string[] unproven =
        [
            .. needed.Where(id => found.GetValueOrDefault(id)?.IsProven != true)
                .Select(id => $"{id} ({found.GetValueOrDefault(id)?.Reason ?? "it was not asked"})"),
        ];
        return unproven.Length == 0 ? null : PlanErrors.NoOtherWayIn(plan, unproven);
    }
}
