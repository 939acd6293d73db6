using System.Text.Json;
using System.Text.Json.Nodes;

namespace AwsHardening.Core.Changes;

/// <summary>From the journal to the record users see.</summary>
internal static class ChangeRecord
{
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };

    /// <summary>The record.</summary>
    /// <param name="journaled">The change.</param>
    /// <param name="ids">What became of ids: what had none when the change was worked out has one now.</param>
    public static HardeningChange From(JournaledChange journaled, IdMap ids)
    {
        var change = journaled.Change;
        var status = journaled.Status;
        return new HardeningChange
        {
            ChangeId = change.Id,
            SetId = change.SetId,
            Time = journaled.Time,
            AccountId = change.AccountId,
            Region = change.Region,
            ResourceType = change.ResourceType,
            ResourceId = ids.Resolve(change.ResourceId),
            Status = status,
            Why = change.Why,
            CallerArn = journaled.CallerArn,
            Before = change.Before.ToJsonString(s_indented),
            After = change.After.ToJsonString(s_indented),
            Calls = Calls(journaled).ToArray(),
            Undoes = change.Undoes,
            UndoneBy = status == HardeningChangeStatus.Undone ? journaled.UndoneBy!.Change.Id : null,
            PlanId = change.PlanId,
            NextStep = status switch
            {
                HardeningChangeStatus.Interrupted => $"Resume-HardeningChange -Id {change.Id} finds out from AWS what was done and "
                    + $"completes it; Undo-HardeningChange -Id {change.Id} takes it back.",
                HardeningChangeStatus.Failed =>
                    $"Undo-HardeningChange -Id {change.Id} finds out from AWS what was done and takes it back.",
                _ => null,
            },
        };
    }

    private static IEnumerable<string> Calls(JournaledChange journaled)
    {
        JournalEntry? intent = null;
        foreach (var entry in journaled.Entries)
        {
            if (entry.Kind is JournalKind.Intent or JournalKind.RollbackIntent)
            {
                intent = entry;
            }
            else if (intent is not null && entry.Kind is JournalKind.Outcome or JournalKind.RollbackOutcome)
            {
                yield return Line(intent!, $"{entry.Outcome}{(entry.ErrorCode is { } code ? $" {code}" : "")}");
                intent = null;
            }
        }

        if (intent is not null)
        {
            yield return Line(intent, "no outcome was written");
        }
    }

    private static string Line(JournalEntry intent, string outcome) =>
        $"{intent.Operation} {intent.Parameters?.ToJsonString()} -> {outcome}";
}
