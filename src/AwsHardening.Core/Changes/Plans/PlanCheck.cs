using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Reading;
using AwsHardening.Seam;

namespace AwsHardening.Core.Changes.Plans;

/// <summary>Everything that must hold before the first call of a plan is made.</summary>
internal sealed class PlanCheck(AwsSession session, string accountId, JournalView journal, AccountView view, PlanApplyOptions options)
{
    private readonly Dictionary<string, IReadOnlyDictionary<string, string>> _present = [];
    private readonly HashSet<string> _stacked = new(StringComparer.Ordinal);

    /// <summary>Why the plan is refused; null when it is not.</summary>
    public async Task<OperationError?> RefusalAsync(PlanDocument plan, CancellationToken cancellationToken)
    {
        var now = session.Settings.Time.GetUtcNow();
        if ((plan.AccountId, plan.Region) != (accountId, session.Region)
            || plan.Changes.Any(c => c.Change.AccountId != accountId || !session.Reaches(c.Change.Region)))
        {
            return PlanErrors.Elsewhere(plan, accountId, session.Region);
        }

        if (now > plan.ExpiresAt)
        {
            return PlanErrors.Expired(plan, now);
        }

        var ids = plan.Changes.Select(c => c.Change.Id).ToHashSet();
        JournaledChange[] applied = [.. journal.Changes.Where(c => c.Change.PlanId == plan.PlanId || ids.Contains(c.Change.Id))];
        if (applied.Length > 0)
        {
            return PlanErrors.Applied(plan, applied);
        }

        return options.MaxChange is { } most && plan.Changes.Count > most
            ? PlanErrors.TooMany(plan, most)
            : await PartAsync(plan) ?? await DriftAsync(plan, cancellationToken);
    }

    /// <summary>The present ids of what a change takes away; they may differ from the plan's where someone made a thing again.</summary>
    public IReadOnlyDictionary<string, string> PresentIds(ResourceChange change) => _present[change.Id];

    /// <summary>Says which of the lists that the plan is based on have changed: it was proven on those, not on these.</summary>
    public async Task WarnOfChangedReadsAsync(PlanDocument plan, IOperationHost host)
    {
        await view.ReadAgainAsync(plan.Reads.Select(read => read.What));
        var now = (await view.DigestsAsync()).ToDictionary(read => read.What);
        foreach (var then in plan.Reads)
        {
            if (!now.TryGetValue(then.What, out var read) || read.Sha256 != then.Sha256)
            {
                host.WriteWarning($"What the plan is based on has changed since {plan.CreatedAt:u}: {then.What} "
                    + $"({then.Count} then, {(read is null ? "unreadable" : read.Count.ToString(System.Globalization.CultureInfo.InvariantCulture))} now). "
                    + "The changes still fit; make a new plan to have them proven again.");
            }
        }
    }

    /// <summary>Looks again, once the earlier changes of the same resource are made, whether it is as this one expects.</summary>
    public async Task<OperationError?> RefusalNowAsync(PlanDocument plan, ResourceChange change, CancellationToken cancellationToken)
    {
        if (!_stacked.Contains(change.Id))
        {
            return null;
        }

        var kind = ResourceKinds.Of(change.ResourceType);
        try
        {
            var present = await kind.ReadAsync(session.In(change.Region), change, cancellationToken);
            string[] differences = [.. kind.DriftBefore(change, present, journal.Ids).Select(d => $"{change.ResourceId} ({change.ResourceName}): {d}")];
            _present[change.Id] = kind.PresentIds(change.Before, present);
            return differences.Length > 0 ? PlanErrors.DriftedWithin(plan, change, differences) : null;
        }
        catch (UnreadFactException e)
        {
            return PlanErrors.UnreadWithin(plan, change, AwsErrors.Describe(e, $"reading {change.ResourceId}", e.IamAction, plan.PlanId));
        }
    }

    private async Task<OperationError?> PartAsync(PlanDocument plan)
    {
        if (options.MaxPercent is not { } limit)
        {
            return null;
        }

        foreach (var type in plan.Changes.GroupBy(c => c.Change.ResourceType))
        {
            var changed = type.Select(c => c.Change.ResourceId).Distinct().Count();
            try
            {
                var all = await ResourceKinds.Of(type.Key).CountAsync(view);
                if (100.0 * changed > limit * all)
                {
                    return PlanErrors.TooLargeAPart(plan, type.Key, changed, all, limit);
                }
            }
            catch (UnreadFactException e)
            {
                return PlanErrors.Unread(plan, type.Key, AwsErrors.Describe(e, $"counting resources of type {type.Key}", e.IamAction, plan.PlanId));
            }
        }

        return null;
    }

    private async Task<OperationError?> DriftAsync(PlanDocument plan, CancellationToken cancellationToken)
    {
        List<string> differences = [];
        ResourceChange[] changes = [.. plan.Changes.Select(c => c.Change)];
        foreach (var (change, index) in changes.Select((change, index) => (change, index)))
        {
            var kind = ResourceKinds.Of(change.ResourceType);
            JsonObject present;
            try
            {
                present = await kind.ReadAsync(session.In(change.Region), change, cancellationToken);
            }
            catch (UnreadFactException e)
            {
                return PlanErrors.Unread(plan, change.ResourceId, AwsErrors.Describe(e, $"reading {change.ResourceId}", e.IamAction, plan.PlanId));
            }

            // Of the same resource, each change expects what the one before it leaves.
            var isStacked = Foresight.IsStacked(changes[..index], change);
            if (Foresight.Of(changes[..index], change, present) is not { } foreseen)
            {
                return PlanErrors.NotForeseeable(plan, change);
            }

            differences.AddRange(kind.DriftBefore(change, foreseen, journal.Ids).Select(d => $"{change.ResourceId} ({change.ResourceName}): {d}"));
            _present[change.Id] = isStacked ? Foresight.Ids(change, foreseen) : kind.PresentIds(change.Before, foreseen);
            if (isStacked)
            {
                _stacked.Add(change.Id);
            }
        }

        return differences.Count > 0 ? PlanErrors.Drifted(plan, differences) : null;
    }
}
