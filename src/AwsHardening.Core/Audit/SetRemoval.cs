using AwsHardening.Core.Access.Kinds;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Network;

namespace AwsHardening.Core.Audit;

/// <summary>Removes what the changes of a set-up made, by the journal: what was there before and was raised is not its to remove.</summary>
/// <param name="partOf">What the changes say they are part of.</param>
/// <param name="session">The session.</param>
/// <param name="caller">Who calls.</param>
/// <param name="runner">Makes the changes; has read the journal.</param>
/// <param name="host">Asked before every change.</param>
internal sealed class SetRemoval(string partOf, AwsSession session, CallerIdentity caller, ChangeRunner runner, WatchingHost host)
{
    private readonly UndoStep _undo = new(session, caller.AccountId, runner, host, new UndoOptions(), new UndoFlows(session, caller.AccountId, runner.Ids));

    /// <summary>The changes that stand, those of one resource together.</summary>
    public IEnumerable<JournaledChange[]> Resources() => runner.View.Changes.Where(IsStanding)
        .GroupBy(journaled => (journaled.Change.Region, journaled.Change.ResourceType, journaled.Change.ResourceId)).Select(group => group.ToArray());

    /// <summary>True where one of the changes made the resource.</summary>
    public static bool IsMade(JournaledChange[] changes) => Array.Exists(changes, journaled => ResourceKinds.Of(journaled.Change.ResourceType) is PartsKind parts
        ? parts.Makes(journaled.Change) : !ContentKind.IsThere(journaled.Change.Before) && ContentKind.IsThere(journaled.Change.After));

    /// <summary>What there is to say of a resource that was there before.</summary>
    public static string Raised(JournaledChange[] changes) =>
        $"was there before; to take back what was raised: Undo-HardeningChange -Id {string.Join(", ", changes.Select(c => c.Change.Id))}";

    /// <summary>Takes the changes of one resource back, the newest first.</summary>
    /// <returns>What became of it, what there is to say, and the change that removed it.</returns>
    public async Task<(string Status, string? Detail, string? ChangeId)> RemoveAsync(JournaledChange[] changes, CancellationToken cancellationToken)
    {
        string? removal = null;
        foreach (var journaled in changes.AsEnumerable().Reverse())
        {
            host.LastError = null;
            removal = await _undo.RunAsync(journaled, cancellationToken);
            if (host.LastError is { } error)
            {
                return ("Failed", error.Message, null);
            }

            if (removal is null)
            {
                return (host.IsWhatIf ? "WhatIf" : "Skipped", null, null);
            }
        }

        return ("Removed", null, removal);
    }

    private bool IsStanding(JournaledChange journaled) => journaled.Change.PartOf == partOf && journaled.Change.Undoes is null
        && journaled.Change.AccountId == caller.AccountId && !journaled.Change.IsIrreversible && session.Reaches(journaled.Change.Region)
        && journaled.Status is HardeningChangeStatus.Applied or HardeningChangeStatus.Interrupted or HardeningChangeStatus.Failed;
}
