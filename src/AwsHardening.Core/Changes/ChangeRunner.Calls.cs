using System.Text.Json.Nodes;
using AwsHardening.Core.Errors;
using AwsHardening.Seam;

namespace AwsHardening.Core.Changes;

/// <content>The calls of a change, each between its intent and its outcome in the journal.</content>
internal sealed partial class ChangeRunner
{
    private async Task<ChangeResult> MakeAsync(ResourceChange change, IReadOnlyDictionary<string, CallEffect> effects)
    {
        var progress = new Progress();
        try
        {
            return await MakeAsync(change, effects, progress);
        }
        catch (JournalLostException e)
        {
            // No call without its intent in the journal: what is half done stays so, and is said.
            return new ChangeResult(
                HardeningChangeStatus.Interrupted, s_noIds, JournalErrors.CutOff(change, e.Reason, progress.Called, progress.Open(change)));
        }
    }

    private async Task<ChangeResult> MakeAsync(
        ResourceChange change, IReadOnlyDictionary<string, CallEffect> effects, Progress progress)
    {
        Dictionary<string, string> made = new(StringComparer.Ordinal);
        List<string> done = [];
        foreach (var call in change.Calls)
        {
            var run = effects.TryGetValue(call.Id, out var effect) && effect.Done
                ? await FoundAsync(change, call, effect, progress)
                : await CallAsync(change, call, JournalKind.Intent, JournalKind.Outcome, progress);
            if (run.Outcome != CallOutcome.Succeeded)
            {
                return await FailAsync(change, call, run, done, progress);
            }

            done.Add(call.Id);
            if (run.Failure is not null)
            {
                return await FailAsync(change, call, run, done, progress);
            }

            foreach (var (id, now) in run.Ids)
            {
                made[id] = now;
            }
        }

        await EndAsync(change, HardeningChangeStatus.Applied);
        return new ChangeResult(HardeningChangeStatus.Applied, made, null);
    }

    private async Task<CallRun> FoundAsync(ResourceChange change, ApiCall call, CallEffect effect, Progress progress)
    {
        Learn(effect.Ids);
        progress.Add(call, JournalKind.Intent, CallOutcome.Succeeded);
        await JournalAsync(JournalKind.Outcome, change.Id, e => e with
        {
            CallId = call.Id,
            Operation = call.Operation,
            Outcome = CallOutcome.Succeeded,
            Message = "Found done when the change was resumed.",
            Ids = NullIfEmpty(effect.Ids),
        });
        return call.AnswersWithSecret ? await SecretAnswers.FoundAsync(_calls.Secrets, effect.Ids) : new CallRun(CallOutcome.Succeeded, effect.Ids, null);
    }

    // In a plan nothing has an id yet but the change's own names.
    private static Dictionary<string, string> NamesOf(ResourceChange change) =>
        change.Calls.SelectMany(call => call.Creates).ToDictionary(created => created.Id, created => created.Id);

    private async Task<CallRun> CallAsync(
        ResourceChange change, ApiCall call, JournalKind intent, JournalKind outcome, Progress progress)
    {
        var parameters = (JsonObject)Ids.Resolve(call.Parameters)!;
        _host.WriteVerbose($"{call.IamAction} {parameters.ToJsonString()}");
        await JournalAsync(intent, change.Id, e => e with { CallId = call.Id, Operation = call.Operation, Parameters = parameters });
        var run = await _calls.RunAsync(change, call, parameters);
        progress.Add(call, intent, run.Outcome);
        Learn(run.Ids);
        await JournalAsync(outcome, change.Id, e => e with
        {
            CallId = call.Id,
            Operation = call.Operation,
            Outcome = run.Outcome,
            ErrorCode = run.Failure is null ? null : AwsErrors.Code(run.Failure),
            Message = run.Failure?.Message,
            Ids = NullIfEmpty(run.Ids),
        });
        return run;
    }

    private async Task<ChangeResult> FailAsync(
        ResourceChange change, ApiCall call, CallRun run, List<string> done, Progress progress)
    {
        var doing = $"{call.Operation} on {Name(change)}";
        var error = AwsErrors.Describe(run.Failure!, doing, call.IamAction, change.ResourceId);
        if (run.Outcome == CallOutcome.Unknown)
        {
            // No end is written: the change stays interrupted until somebody finds out what happened.
            return new ChangeResult(HardeningChangeStatus.Interrupted, s_noIds, error with
            {
                Message = $"{error.Message} Whether the call had its effect could not be found out.",
                Action = $"When AWS answers again, run Resume-HardeningChange -Id {change.Id} to complete it, or Undo-HardeningChange -Id {change.Id} to take it back.",
            });
        }

        foreach (var back in change.Inverse.Where(inverse => done.Contains(inverse.Counterpart)))
        {
            var taken = await CallAsync(change, back, JournalKind.RollbackIntent, JournalKind.RollbackOutcome, progress);
            if (taken.Outcome != CallOutcome.Succeeded)
            {
                await EndAsync(change, HardeningChangeStatus.Failed);
                return new ChangeResult(HardeningChangeStatus.Failed, s_noIds, error with
                {
                    Message = $"{error.Message} Taking back what had been done failed too ({back.Operation}).",
                    Action = $"{error.Action} Then run: Undo-HardeningChange -Id {change.Id}",
                });
            }
        }

        await EndAsync(change, HardeningChangeStatus.RolledBack);
        return new ChangeResult(HardeningChangeStatus.RolledBack, s_noIds, error with
        {
            Message = $"{error.Message} {(Stays(change, done) is { } stays ? $"What {stays} put there stays, and nothing takes it back; the rest" : "The resource")} is as it was before.",
        });
    }

    // Deleting what the first call made takes with it what later calls did to it; where nothing takes the first call back, what it made is left.
    private static string? Stays(ResourceChange change, List<string> done) =>
        change.Calls.FirstOrDefault(call => done.Contains(call.Id)) is { } first && !change.Inverse.Any(back => back.Counterpart == first.Id)
            ? first.Operation : null;

    private Task EndAsync(ResourceChange change, HardeningChangeStatus status) =>
        JournalAsync(JournalKind.End, change.Id, e => e with { Status = status });

    private async Task JournalAsync(JournalKind kind, string changeId, Func<JournalEntry, JournalEntry> with)
    {
        try
        {
            await InTurnAsync(async () =>
            {
                await _journal!.AppendAsync(kind, changeId, with);
                return true;
            });
        }
        catch (OperationException e)
        {
            throw new JournalLostException(e.Error);
        }
    }

    // What AWS has not made yet has no id that would tell anybody anything.
    private string Name(ResourceChange change) => Ids.Resolve(change.ResourceId) is var id && id.Contains('#', StringComparison.Ordinal)
        ? $"{change.ResourceName} (new)" : $"{id} ({change.ResourceName})";

    private void Learn(IReadOnlyDictionary<string, string>? known)
    {
        foreach (var (id, now) in known ?? new Dictionary<string, string>())
        {
            Ids.Set(id, now);
        }
    }

    private static IReadOnlyDictionary<string, string>? NullIfEmpty(IReadOnlyDictionary<string, string>? map) =>
        map is { Count: > 0 } ? map : null;

    private sealed class JournalLostException(OperationError reason) : Exception(reason.Message)
    {
        public OperationError Reason { get; } = reason;
    }

    /// <summary>How far a change has come, for the case that the journal can no longer be asked.</summary>
    private sealed class Progress
    {
        private int _forward;
        private bool _goesBack;

        public List<string> Called { get; } = [];

        public void Add(ApiCall call, JournalKind intent, CallOutcome outcome)
        {
            _forward += intent == JournalKind.Intent ? 1 : 0;
            _goesBack |= intent != JournalKind.Intent || outcome != CallOutcome.Succeeded;
            Called.Add(outcome == CallOutcome.Succeeded ? call.Operation : $"{call.Operation} ({outcome.ToString().ToLowerInvariant()})");
        }

        public IReadOnlyList<string> Open(ResourceChange change) =>
            _goesBack ? [] : [.. change.Calls.Skip(_forward).Select(call => call.Operation)];
    }
}
