using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes.Journals;
using AwsHardening.Core.Changes.Plans;
using AwsHardening.Core.Changes.Reverts;
using AwsHardening.Core.Errors;
using AwsHardening.Seam;

namespace AwsHardening.Core.Changes;

/// <summary>
/// The only thing that changes an account. Asks, writes down what it is about to do, does it, writes down what came of it;
/// when a call is refused, takes back what the change had done before.
/// </summary>
internal sealed partial class ChangeRunner : IAsyncDisposable
{
    private static readonly IReadOnlyDictionary<string, CallEffect> s_noEffects = new Dictionary<string, CallEffect>();
    private static readonly IReadOnlyDictionary<string, string> s_noIds = new Dictionary<string, string>();

    private readonly AwsSession _session;
    private readonly IOperationHost _host;
    private readonly CallRunner _calls;
    private readonly PlanBook? _book;
    private JournalView? _view;
    private IJournal? _inForce;
    private IJournalWriter? _journal;

    /// <summary>Neither reads nor writes yet; the journal is opened for writing when the first change has been agreed to.</summary>
    /// <param name="session">The session.</param>
    /// <param name="caller">Who makes the changes.</param>
    /// <param name="host">Asked before every change.</param>
    /// <param name="book">Takes the changes down instead of making them; null to make them.</param>
    /// <param name="secrets">Keeps what calls answer in secret; without it no such call is made.</param>
    public ChangeRunner(AwsSession session, CallerIdentity caller, IOperationHost host, PlanBook? book = null, ISecretKeeper? secrets = null)
    {
        _session = session;
        _book = book;
        Caller = caller;
        _host = host;
        SetId = session.Settings.NewId();
        _calls = new CallRunner(session, Ids) { Secrets = secrets };
    }

    /// <summary>The journal as it was when it was read.</summary>
    public JournalView View => _view ?? throw new InvalidOperationException("The journal is read first.");

    /// <summary>What became of ids, as far as the journal was read.</summary>
    public IdMap Ids { get; } = new();

    /// <summary>Takes the changes back unless they are confirmed in time; null to let them stand.</summary>
    public TimedRevert? Revert { get; init; }

    /// <summary>True to make a change that no call takes back without a second question.</summary>
    public bool Force { get; init; }

    /// <summary>Who makes the changes.</summary>
    public CallerIdentity Caller { get; }

    /// <summary>True when changes are taken down instead of being made.</summary>
    public bool IsPlanning => _book is not null;

    /// <summary>The resource as it will be when it comes to a change: as it is now, but for what is taken down already.</summary>
    /// <returns>Null where that cannot be told.</returns>
    public JsonObject? Foresee(ResourceChange change, JsonObject present) =>
        _book is null ? present : Foresight.Of(_book.Changes.Select(planned => planned.Change), change, present);

    /// <summary>The id that all changes of this run share.</summary>
    public string SetId { get; init; }

    /// <summary>Where the journal stands.</summary>
    public string Place => InForce.Place;

    private IJournal InForce => _inForce ??= JournalInForce.Of(_session);

    /// <summary>Reads the journal, for what is worked out from it before anything is changed.</summary>
    /// <exception cref="OperationException">It cannot be read.</exception>
    public async Task<JournalView> ReadAsync(CancellationToken cancellationToken)
    {
        _view = await InForce.ReadAsync(cancellationToken);
        Ids.Learn(_view.Ids);
        return _view;
    }

    /// <summary>A change as it stands in the journal now.</summary>
    public JournaledChange Journaled(string changeId) => _journal!.View.Changes.Last(change => change.Change.Id == changeId);

    /// <summary>A change that is in the journal, as users see it.</summary>
    public HardeningChange RecordOf(string changeId) => ChangeRecord.From(Journaled(changeId), _journal!.View.Ids);

    public async ValueTask DisposeAsync()
    {
        _turn.Dispose();
        if (_journal is not null && await _journal.CloseAsync() is { } warning)
        {
            _host.WriteWarning(warning);
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

        if (NobodyKeeps(change) is { } needsKeeper)
        {
            return ChangeResult.Declined with { Error = needsKeeper };
        }

        if (Revert is not null && change.IsIrreversible)
        {
            return ChangeResult.Declined with { Error = RevertErrors.NoInverse(change) };
        }

        if (!await _host.ShouldProcessAsync($"{Name(change)} in {change.Region}", action, cancellationToken))
        {
            return ChangeResult.Declined;
        }

        if ((settle is null ? change : await settle(cancellationToken)) is not { } settled)
        {
            return ChangeResult.Declined;
        }

        if (settled.IsIrreversible && !Force && await AskAgainAsync(settled, cancellationToken) is { } declined)
        {
            return declined;
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (await InTurnAsync(async () => await HoldAsync(cancellationToken) ?? MadeMeanwhile(settled)) is { } refusal)
        {
            return ChangeResult.Declined with { Error = refusal };
        }

        Learn(known);

        // While the journal is held: whoever waits for the revert acts only once it is free again.
        if (await InTurnAsync(() => Task.FromResult(Revert?.Begin(SetId))) is { } unwritten)
        {
            return ChangeResult.Declined with { Error = unwritten };
        }

        try
        {
            await JournalAsync(
                JournalKind.Change, settled.Id, e => e with { Change = settled, CallerArn = Caller.Arn, Ids = NullIfEmpty(known) });
        }
        catch (JournalLostException e)
        {
            return ChangeResult.Declined with { Error = JournalErrors.NotBegun(settled, e.Reason) };
        }

        return await MakeAsync(settled, s_noEffects);
    }

    /// <summary>Asks whether an interrupted change may be completed, and completes it.</summary>
    /// <param name="change">The change, as the journal has it.</param>
    /// <param name="effects">Which of its calls have had their effect, by call.</param>
    /// <param name="cancellationToken">Stops before the first call, never between two.</param>
    public async Task<ChangeResult> ResumeAsync(
        ResourceChange change, IReadOnlyDictionary<string, CallEffect> effects, CancellationToken cancellationToken)
    {
        if (NobodyKeeps(change) is { } needsKeeper)
        {
            return ChangeResult.Declined with { Error = needsKeeper };
        }

        var open = change.Calls.Where(call => !effects[call.Id].Done).Select(call => call.Operation).ToArray();
        var action = open.Length == 0
            ? $"Note that change {change.Id} was completed" : $"Complete change {change.Id}: {string.Join(", ", open)}";
        if (!await _host.ShouldProcessAsync($"{Name(change)} in {change.Region}", action, cancellationToken))
        {
            return ChangeResult.Declined;
        }

        cancellationToken.ThrowIfCancellationRequested();
        return await InTurnAsync(async () => await HoldAsync(cancellationToken) ?? ResumedMeanwhile(change)) is { } refusal
            ? ChangeResult.Declined with { Error = refusal } : await MakeAsync(change, effects);
    }

    // From here on nobody else writes the journal, on this machine or another.
    private async Task<OperationError?> HoldAsync(CancellationToken cancellationToken)
    {
        if (_journal is not null)
        {
            return null;
        }

        try
        {
            _journal = await InForce.OpenAsync(Caller.Arn, cancellationToken);
            Ids.Learn(_journal.View.Ids);
            return null;
        }
        catch (OperationException e)
        {
            return e.Error;
        }
    }

    // Another process may have applied the same plan, or taken the same change back, since the journal was read; only now is it kept out.
    private OperationError? MadeMeanwhile(ResourceChange change)
    {
        var changes = _journal!.View.Changes;
        return change.PlanId is not null && changes.FirstOrDefault(c => c.Change.Id == change.Id) is { } made ? ChangeErrors.MadeMeanwhile(made)
            : change.Undoes is { } id && changes.LastOrDefault(c => c.Change.Id == id) is { Status: HardeningChangeStatus.Undone } undone
                ? ChangeErrors.NothingToUndo(undone)
            : null;
    }

    private OperationError? NobodyKeeps(ResourceChange change) =>
        _calls.Secrets is null && change.Calls.Any(call => call.AnswersWithSecret) ? ChangeErrors.NeedsKeeper(change) : null;

    private OperationError? ResumedMeanwhile(ResourceChange change) =>
        Journaled(change.Id) is { Status: not HardeningChangeStatus.Interrupted } ended ? ChangeErrors.NotInterrupted(ended) : null;
}
