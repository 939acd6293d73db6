using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes.Plans;
using AwsHardening.Core.Changes.Reverts;
using AwsHardening.Core.Errors;
using AwsHardening.Seam;

namespace AwsHardening.Core.Changes;

/// <summary>
/// The only thing that changes an account. Asks, writes down what it is about to do, does it, writes down what came of it;
/// when a call is refused, takes back what the change had done before.
/// </summary>
internal sealed class ChangeRunner : IDisposable
{
    private static readonly IReadOnlyDictionary<string, CallEffect> s_noEffects = new Dictionary<string, CallEffect>();
    private static readonly IReadOnlyDictionary<string, string> s_noIds = new Dictionary<string, string>();

    private readonly string _callerArn;
    private readonly string _path;
    private readonly IOperationHost _host;
    private readonly CallRunner _calls;
    private readonly Lazy<JournalFile> _journal;
    private readonly PlanBook? _book;

    /// <summary>Reads the journal; it is opened for writing when the first change has been agreed to.</summary>
    /// <param name="session">The session.</param>
    /// <param name="callerArn">Who makes the changes.</param>
    /// <param name="host">Asked before every change.</param>
    /// <param name="book">Takes the changes down instead of making them; null to make them.</param>
    public ChangeRunner(AwsSession session, string callerArn, IOperationHost host, PlanBook? book = null)
    {
        _book = book;
        _callerArn = callerArn;
        _host = host;
        _path = JournalFile.PathFor(session);
        View = JournalView.Read(_path);
        SetId = session.Settings.NewId();
        _calls = new CallRunner(session, Ids);
        _journal = new(() => JournalFile.Open(_path, session.Settings.Time));
    }

    /// <summary>The journal as it was at the beginning.</summary>
    public JournalView View { get; }

    /// <summary>What became of ids.</summary>
    public IdMap Ids => View.Ids;

    /// <summary>Takes the changes back unless they are confirmed in time; null to let them stand.</summary>
    public TimedRevert? Revert { get; init; }

    /// <summary>True where changes are only taken down for a plan.</summary>
    public bool IsPlanning => _book is not null;

    /// <summary>The id that all changes of this run share.</summary>
    public string SetId { get; }

    public void Dispose()
    {
        if (_journal.IsValueCreated)
        {
            _journal.Value.Dispose();
        }
    }

    /// <summary>Asks whether a change may be made, and makes it.</summary>
    /// <param name="change">The change.</param>
    /// <param name="action">What it does, for the question.</param>
    /// <param name="settle">
    /// Asked after ShouldProcess has agreed, for what needs a second answer: the change to make, or null for none.
    /// </param>
    /// <param name="known">Ids found by content that differ from the journal's.</param>
    /// <param name="cancellationToken">Stops before the first call, never between two.</param>
    public async Task<ChangeResult> RunAsync(
        ResourceChange change, string action, Func<CancellationToken, Task<ResourceChange?>>? settle,
        IReadOnlyDictionary<string, string>? known, CancellationToken cancellationToken)
    {
        if (_book is not null)
        {
            _book.Add(action, change);
            return new ChangeResult(HardeningChangeStatus.Applied, NamesOf(change), null);
        }

        if (Revert is not null && change.IsIrreversible)
        {
            return ChangeResult.Declined with { Error = RevertErrors.NoInverse(change) };
        }

        if (!await _host.ShouldProcessAsync($"{change.ResourceId} ({change.ResourceName}) in {change.Region}", action, cancellationToken))
        {
            return ChangeResult.Declined;
        }

        if ((settle is null ? change : await settle(cancellationToken)) is not { } settled)
        {
            return ChangeResult.Declined;
        }

        cancellationToken.ThrowIfCancellationRequested();
        Learn(known);
        if ((JournalRefusal() ?? MadeMeanwhile(settled)) is { } refusal)
        {
            return ChangeResult.Declined with { Error = refusal };
        }

        // While the journal is held: whoever waits for the revert acts only once it is free again.
        if (Revert?.Begin(SetId) is { } unwritten)
        {
            return ChangeResult.Declined with { Error = unwritten };
        }

        Journal.Append(JournalKind.Change, settled.Id, e => e with { Change = settled, CallerArn = _callerArn, Ids = NullIfEmpty(known) });
        return await MakeAsync(settled, s_noEffects);
    }

    /// <summary>Asks whether an interrupted change may be completed, and completes it.</summary>
    /// <param name="change">The change, as the journal has it.</param>
    /// <param name="effects">Which of its calls have had their effect, by call.</param>
    /// <param name="cancellationToken">Stops before the first call, never between two.</param>
    public async Task<ChangeResult> ResumeAsync(
        ResourceChange change, IReadOnlyDictionary<string, CallEffect> effects, CancellationToken cancellationToken)
    {
        var open = change.Calls.Where(call => !effects[call.Id].Done).Select(call => call.Operation).ToArray();
        var action = open.Length == 0
            ? $"Note that change {change.Id} was completed" : $"Complete change {change.Id}: {string.Join(", ", open)}";
        if (!await _host.ShouldProcessAsync($"{change.ResourceId} ({change.ResourceName}) in {change.Region}", action, cancellationToken))
        {
            return ChangeResult.Declined;
        }

        cancellationToken.ThrowIfCancellationRequested();
        return (JournalRefusal() ?? ResumedMeanwhile(change)) is { } refusal
            ? ChangeResult.Declined with { Error = refusal } : await MakeAsync(change, effects);
    }

    private OperationError? JournalRefusal()
    {
        try
        {
            _ = _journal.Value;
            return null;
        }
        catch (OperationException e)
        {
            return e.Error;
        }
    }

    // Another process may have applied the same plan since the journal was read; only now is it kept out.
    private OperationError? MadeMeanwhile(ResourceChange change) =>
        change.PlanId is not null && JournalView.Read(_path).Changes.FirstOrDefault(c => c.Change.Id == change.Id) is { } made
            ? ChangeErrors.MadeMeanwhile(made)
            : null;

    private OperationError? ResumedMeanwhile(ResourceChange change) =>
        JournalView.Read(_path).Changes.Last(c => c.Change.Id == change.Id) is { Status: not HardeningChangeStatus.Interrupted } ended
            ? ChangeErrors.NotInterrupted(ended)
            : null;

    private async Task<ChangeResult> MakeAsync(ResourceChange change, IReadOnlyDictionary<string, CallEffect> effects)
    {
        Dictionary<string, string> made = new(StringComparer.Ordinal);
        List<string> done = [];
        foreach (var call in change.Calls)
        {
            var run = effects.TryGetValue(call.Id, out var effect) && effect.Done
                ? Found(change, call, effect)
                : await CallAsync(change, call, JournalKind.Intent, JournalKind.Outcome);
            if (run.Outcome != CallOutcome.Succeeded)
            {
                return await FailAsync(change, call, run, done);
            }

            done.Add(call.Id);
            foreach (var (id, now) in run.Ids)
            {
                made[id] = now;
            }
        }

        End(change, HardeningChangeStatus.Applied);
        return new ChangeResult(HardeningChangeStatus.Applied, made, null);
    }

    private JournalFile Journal => _journal.Value;

    private CallRun Found(ResourceChange change, ApiCall call, CallEffect effect)
    {
        Learn(effect.Ids);
        Journal.Append(JournalKind.Outcome, change.Id, e => e with
        {
            CallId = call.Id,
            Operation = call.Operation,
            Outcome = CallOutcome.Succeeded,
            Message = "Found done when the change was resumed.",
            Ids = NullIfEmpty(effect.Ids),
        });
        return new CallRun(CallOutcome.Succeeded, effect.Ids, null);
    }

    // In a plan nothing has an id yet but the change's own names.
    private static Dictionary<string, string> NamesOf(ResourceChange change) =>
        change.Calls.SelectMany(call => call.Creates).ToDictionary(created => created.Id, created => created.Id);

    private async Task<CallRun> CallAsync(ResourceChange change, ApiCall call, JournalKind intent, JournalKind outcome)
    {
        var parameters = (JsonObject)Ids.Resolve(call.Parameters)!;
        _host.WriteVerbose($"{call.IamAction} {parameters.ToJsonString()}");
        Journal.Append(intent, change.Id, e => e with { CallId = call.Id, Operation = call.Operation, Parameters = parameters });
        var run = await _calls.RunAsync(change, call, parameters);
        Learn(run.Ids);
        Journal.Append(outcome, change.Id, e => e with
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

    private async Task<ChangeResult> FailAsync(ResourceChange change, ApiCall call, CallRun run, List<string> done)
    {
        var doing = $"{call.Operation} on {change.ResourceId} ({change.ResourceName})";
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
            if ((await CallAsync(change, back, JournalKind.RollbackIntent, JournalKind.RollbackOutcome)).Outcome != CallOutcome.Succeeded)
            {
                End(change, HardeningChangeStatus.Failed);
                return new ChangeResult(HardeningChangeStatus.Failed, s_noIds, error with
                {
                    Message = $"{error.Message} Taking back what had been done failed too ({back.Operation}).",
                    Action = $"{error.Action} Then run: Undo-HardeningChange -Id {change.Id}",
                });
            }
        }

        End(change, HardeningChangeStatus.RolledBack);
        return new ChangeResult(HardeningChangeStatus.RolledBack, s_noIds, error with
        {
            Message = $"{error.Message} The resource is as it was before.",
        });
    }

    private void End(ResourceChange change, HardeningChangeStatus status) =>
        Journal.Append(JournalKind.End, change.Id, e => e with { Status = status });

    private void Learn(IReadOnlyDictionary<string, string>? known)
    {
        foreach (var (id, now) in known ?? new Dictionary<string, string>())
        {
            Ids.Set(id, now);
        }
    }

    private static IReadOnlyDictionary<string, string>? NullIfEmpty(IReadOnlyDictionary<string, string>? map) =>
        map is { Count: > 0 } ? map : null;
}
