using AwsHardening.Core.Errors;
using AwsHardening.Seam;

namespace AwsHardening.Core.Changes.Journals;

/// <summary>Writes a shared journal: every entry under the next number, where nobody has written yet, or not at all.</summary>
internal sealed class SharedJournalWriter : IJournalWriter
{
    private readonly SharedJournal _journal;
    private readonly SharedObjects _objects;
    private readonly SharedHead _head;
    private readonly SharedCache _cache;
    private readonly TimeProvider _time;
    private readonly FileStream _lock;
    private string? _id;
    private long _sequence;
    private string _previous;
    private OperationError? _failure;

    /// <summary>Has seen the journal and writes nothing yet.</summary>
    public SharedJournalWriter(
        SharedJournal journal, SharedObjects objects, SharedHead head, SharedCache cache, TimeProvider time, FileStream @lock,
        JournalView view, IReadOnlyList<JournalLine> lines)
    {
        (_journal, _objects, _head, _cache, _time, _lock, View) = (journal, objects, head, cache, time, @lock, view);
        var (sequence, previous) = JournalChain.End(lines);
        // An object that is no entry has its number too.
        (_sequence, _previous) = (Math.Max(sequence, lines.Count == 0 ? 0 : lines[^1].Number), previous);
    }

    public JournalView View { get; }

    /// <summary>Takes hold of the journal.</summary>
    /// <param name="writer">Who does.</param>
    /// <param name="callerArn">As whom.</param>
    /// <param name="problem">How it was found not to be as its head says, or null.</param>
    /// <returns>False where somebody else has written since it was read.</returns>
    /// <exception cref="OperationException">It could not be written.</exception>
    public async Task<bool> BeginAsync(JournalWriter writer, string callerArn, string? problem)
    {
        _id = writer.Id;
        if (!await TryAppendAsync(JournalKind.Open, JournalEntry.NoChange, e => e with
        {
            Writer = writer,
            CallerArn = callerArn,
            Replaces = View.Hold?.WriterId,
        }))
        {
            return false;
        }

        if (problem is not null)
        {
            await AppendAsync(JournalKind.Broken, JournalEntry.NoChange, e => e with { Message = problem });
        }

        return true;
    }

    /// <summary>Ends another writer's hold.</summary>
    /// <param name="hold">The entry with which it began.</param>
    /// <param name="writer">Who ends it.</param>
    /// <param name="callerArn">As whom.</param>
    /// <returns>False where somebody else has written since the journal was read.</returns>
    /// <exception cref="OperationException">It could not be written.</exception>
    public Task<bool> EndHoldOfAsync(JournalEntry hold, JournalWriter writer, string callerArn)
    {
        _id = writer.Id;
        return TryAppendAsync(
            JournalKind.Unlock, JournalEntry.NoChange, e => e with { Writer = writer, CallerArn = callerArn, Replaces = hold.WriterId });
    }

    public async Task AppendAsync(JournalKind kind, string changeId, Func<JournalEntry, JournalEntry>? with = null)
    {
        if (!await TryAppendAsync(kind, changeId, with))
        {
            // Whoever wrote it may hold the journal now; nothing more is written here, and no call made.
            throw new OperationException(_failure = SharedJournalErrors.TakenOver(_journal.Place, _sequence + 1));
        }
    }

    public async Task<string?> CloseAsync()
    {
        await using (_lock)
        {
            if (_failure is not null)
            {
                return null;
            }

            try
            {
                await AppendAsync(JournalKind.Close, JournalEntry.NoChange);
                return null;
            }
            catch (OperationException e)
            {
                return $"The journal {_journal.Place} was not let go: {e.Error.Message} The next command on this machine does so; "
                    + "from another machine, run Unlock-HardeningJournal.";
            }
        }
    }

    private async Task<bool> TryAppendAsync(JournalKind kind, string changeId, Func<JournalEntry, JournalEntry>? with)
    {
        if (_failure is not null)
        {
            throw new OperationException(_failure);
        }

        var entry = new JournalEntry(_sequence + 1, _time.GetUtcNow(), kind, changeId) { WriterId = _id };
        entry = (with?.Invoke(entry) ?? entry) with { Previous = _previous };
        var (key, line) = (_journal.KeyOf(entry.Sequence), entry.ToLine());
        string? etag;
        try
        {
            etag = await _objects.PutNewAsync(key, line);
        }
        catch (OperationException e)
        {
            _failure = e.Error;
            throw;
        }

        if (etag is null)
        {
            return false;
        }

        (_sequence, _previous) = (entry.Sequence, JournalChain.Sha256(line));
        _cache.Add([new SharedObject(key, etag, line)]);
        View.Add(entry);
        await _head.WriteAsync(_sequence, _previous);
        return true;
    }
}
