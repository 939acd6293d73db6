using AwsHardening.Core.Account;
using AwsHardening.Core.Changes.Journals;
using AwsHardening.Core.Errors;
using AwsHardening.Seam;

namespace AwsHardening.Core.Changes.Reverts;

/// <summary>How an attempt to make a revert ended.</summary>
internal enum RevertOutcome
{
    /// <summary>The changes are taken back.</summary>
    Reverted,

    /// <summary>Nothing of them stands: the command died before its first call, or somebody took them back.</summary>
    NothingToRevert,

    /// <summary>Confirmed, or made by another.</summary>
    Gone,

    /// <summary>Another acts on it, or the command that makes the changes is still at work.</summary>
    Busy,

    /// <summary>Declined, or -WhatIf.</summary>
    Declined,

    /// <summary>It failed and stays pending.</summary>
    Failed,
}

/// <summary>What an attempt came to.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Made">The changes that took others back.</param>
/// <param name="Errors">What went wrong.</param>
internal sealed record RevertResult(RevertOutcome Outcome, IReadOnlyList<HardeningChange> Made, IReadOnlyList<OperationError> Errors)
{
    // Busy, and busy until a person empties, detaches or keeps it: asking again only fills the journal.
    private static readonly string[] s_waitsForSomebody = ["BucketNotEmpty", "DependencyViolation"];

    /// <summary>True when trying again later may help.</summary>
    public bool MayPass => Outcome == RevertOutcome.Busy || (Outcome == RevertOutcome.Failed && Errors.All(Passes));

    public static RevertResult Of(RevertOutcome outcome) => new(outcome, [], []);

    private static bool Passes(OperationError error) => error.Category switch
    {
        OperationErrorCategory.ConnectionError or OperationErrorCategory.OperationTimeout => true,
        OperationErrorCategory.ResourceBusy => !s_waitsForSomebody.Contains(error.Id),
        // A quota is raised by somebody, throttling ends by itself.
        OperationErrorCategory.LimitsExceeded => error.Id == "Throttled",
        _ => false,
    };
}

/// <summary>Makes one revert, once: whoever holds the claim acts, and only while no command writes the journal.</summary>
internal static class RevertRun
{
    private static readonly HardeningChangeStatus[] s_standing =
        [HardeningChangeStatus.Applied, HardeningChangeStatus.Interrupted, HardeningChangeStatus.Failed];

    public static async Task<RevertResult> RunAsync(
        HardeningSession session, string id, RevertFolder folder, IOperationHost? onlooker, CancellationToken cancellationToken)
    {
        using var claim = folder.Claim(id);
        if (folder.Read(id) is not { } entry)
        {
            return RevertResult.Of(RevertOutcome.Gone);
        }

        if (claim is null)
        {
            return RevertResult.Of(RevertOutcome.Busy);
        }

        var aws = AwsSession.Of(session);
        IJournal journal;
        string[] standing;
        try
        {
            journal = await JournalInForce.OfAsync(session, cancellationToken);
            if (await journal.RefusalAsync(cancellationToken) is { } refusal)
            {
                // A command that is still at work holds the journal. Were it not for this, a revert that comes due between the
                // writing of its file and the first change would find nothing to do, and the change would be made without one.
                return refusal.Category == OperationErrorCategory.ResourceBusy
                    ? RevertResult.Of(RevertOutcome.Busy) : Fail(folder, entry, [], [refusal]);
            }

            standing = await StandingAsync(journal, id, cancellationToken);
        }
        catch (OperationException e)
        {
            return Fail(folder, entry, [], [e.Error]);
        }

        if (standing.Length == 0)
        {
            folder.Remove(id);
            return RevertResult.Of(RevertOutcome.NothingToRevert);
        }

        var host = new RevertHost(onlooker);
        List<HardeningChange> made = [];
        // Never forced: what has drifted is somebody's work, and only a person can say whose wins. A flow that came to rely on the
        // changes is another matter: that they go unless confirmed was agreed to, and nobody may be there to be asked.
        await foreach (var change in ChangeOperation.UndoAsync(session, new UndoOptions { Id = standing, IsAgreed = true }, host, cancellationToken))
        {
            made.Add(change);
        }

        if (await IsNothingLeftAsync(journal, id, cancellationToken))
        {
            folder.Remove(id);
            return new RevertResult(RevertOutcome.Reverted, made, host.Errors);
        }

        return host.Errors.Count == 0
            ? new RevertResult(RevertOutcome.Declined, made, []) : Fail(folder, entry, made, host.Errors);
    }

    // The ids of a set's changes that still stand, as far as the journal knows.
    private static async Task<string[]> StandingAsync(IJournal journal, string setId, CancellationToken cancellationToken) =>
    [
        .. (await journal.ReadAsync(cancellationToken)).Changes
            .Where(change => change.Change.SetId == setId && s_standing.Contains(change.Status)).Select(change => change.Change.Id),
    ];

    private static async Task<bool> IsNothingLeftAsync(IJournal journal, string setId, CancellationToken cancellationToken)
    {
        try
        {
            return (await StandingAsync(journal, setId, cancellationToken)).Length == 0;
        }
        catch (OperationException)
        {
            // Not known: it stays pending, and whoever tries again finds out.
            return false;
        }
    }

    private static RevertResult Fail(
        RevertFolder folder, RevertEntry entry, IReadOnlyList<HardeningChange> made, IReadOnlyList<OperationError> errors)
    {
        folder.Write(entry with
        {
            Problem = string.Join(" ", errors.Select(error => error.Message)),
            NextStep = $"{errors[0].Action} Then run Invoke-PendingRevert -Id {entry.Id} to take the changes back, "
                + $"or Confirm-HardeningChange -Id {entry.Id} to keep them.",
        });
        return new RevertResult(RevertOutcome.Failed, made, errors);
    }
}
