using System.Globalization;
using AwsHardening.Core.Account;
using AwsHardening.Core.Errors;
using AwsHardening.Seam;

namespace AwsHardening.Core.Changes.Journals;

/// <summary>
/// A journal in S3, one object an entry, that many machines read and one at a time writes. Entry n can be written only where
/// there is none: whoever writes it has seen all before it, and nobody who thinks he still holds the journal can write on.
/// </summary>
internal sealed class SharedJournal(AwsSession session, string accountId, SharedPlace place) : IJournal
{
    private const int MaxFetches = 8;
    private const int MaxTurns = 5;

    private readonly JournalSettings _settings = JournalSettings.Of(session);
    private readonly SharedObjects _objects = new(session, place);

    public string Place => place.UrlOf(accountId);

    private string Prefix => place.PrefixOf(accountId);

    private string EntryPrefix => $"{Prefix}entries/";

    private SharedCache Cache => new(_settings.CacheOf(accountId));

    public async Task<JournalView> ReadAsync(CancellationToken cancellationToken) => (await LoadAsync(NewHead(), fresh: false, cancellationToken)).View;

    /// <summary>Reads every entry from the bucket, whatever was read before.</summary>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="OperationException">It cannot be read.</exception>
    public async Task<JournalView> ReadAnewAsync(CancellationToken cancellationToken) => (await LoadAsync(NewHead(), fresh: true, cancellationToken)).View;

    /// <summary>What was read before, for tab completion: calls nothing.</summary>
    public JournalView Remembered() => JournalView.Of(
        [.. Cache.Load().Values.Where(one => Number(one.Key) is not null).OrderBy(one => Number(one.Key)).Select(one => new JournalLine(Number(one.Key)!.Value, one.Text))],
        head: null);

    public async Task<OperationError?> RefusalAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var @lock = Lock();
            var view = await ReadAsync(cancellationToken);
            return view.Hold is { } hold && !IsOurs(hold) ? SharedJournalErrors.Held(Place, hold) : null;
        }
        catch (OperationException e)
        {
            return e.Error;
        }
    }

    public async Task<IJournalWriter> OpenAsync(string callerArn, CancellationToken cancellationToken)
    {
        var @lock = Lock();
        try
        {
            for (var turn = 1; turn <= MaxTurns; turn++)
            {
                var head = NewHead();
                var (view, lines, said) = await LoadAsync(head, fresh: false, cancellationToken);
                // The lock is ours: whoever held the journal in this state folder is no more.
                if (view.Hold is { } hold && !IsOurs(hold))
                {
                    throw new OperationException(SharedJournalErrors.Held(Place, hold));
                }

                if (lines.Count == 0 && said is null && !await head.BeginAsync())
                {
                    continue;
                }

                var writer = new SharedJournalWriter(this, _objects, head, Cache, session.Settings.Time, @lock, view, lines);
                if (await writer.BeginAsync(Me(), callerArn, JournalChain.HeadProblem(lines, said)))
                {
                    return writer;
                }
            }

            throw new OperationException(SharedJournalErrors.Contended(Place));
        }
        catch
        {
            await @lock.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends the hold of a writer that is dead, unless it has written anything since it was looked at.</summary>
    /// <param name="seen">The journal, as whoever decides this has seen it.</param>
    /// <param name="callerArn">Who ends it.</param>
    /// <param name="cancellationToken">Stops before it is ended.</param>
    /// <exception cref="OperationException">It is at work after all, or the journal cannot be written.</exception>
    public async Task UnlockAsync(SharedState seen, string callerArn, CancellationToken cancellationToken)
    {
        var hold = seen.View.Hold!;
        using var @lock = Lock();
        cancellationToken.ThrowIfCancellationRequested();
        var head = NewHead();
        var writer = new SharedJournalWriter(this, _objects, head, Cache, session.Settings.Time, @lock, seen.View, seen.Lines);
        if (!await writer.EndHoldOfAsync(hold, Me(), callerArn))
        {
            throw new OperationException(SharedJournalErrors.AtWork(Place, hold));
        }
    }

    /// <summary>The journal with its lines.</summary>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="OperationException">It cannot be read.</exception>
    public Task<SharedState> LoadAsync(CancellationToken cancellationToken) => LoadAsync(NewHead(), fresh: false, cancellationToken);

    /// <summary>The key of an entry.</summary>
    public string KeyOf(long sequence) => string.Create(CultureInfo.InvariantCulture, $"{EntryPrefix}{sequence:D12}.json");

    /// <summary>
    /// Sees whether the bucket's service keeps conditions, and the caller may write: an endpoint that takes every write would
    /// let two machines overwrite one another.
    /// </summary>
    /// <returns>False where it does not.</returns>
    /// <exception cref="OperationException">The bucket cannot be read or written.</exception>
    public async Task<bool> KeepsConditionsAsync()
    {
        var key = $"{Prefix}conditional-writes.json";
        await _objects.PutNewAsync(key, "\"first\"");
        return await _objects.PutNewAsync(key, "\"second\"") is null
            && await _objects.ReplaceAsync(key, "\"third\"", "\"00000000000000000000000000000000\"") is null;
    }

    private async Task<SharedState> LoadAsync(SharedHead head, bool fresh, CancellationToken cancellationToken)
    {
        // The head first: a writer at work may only make the journal longer than the head says.
        var said = await head.ReadAsync(cancellationToken);
        var listed = (await _objects.ListAsync(EntryPrefix, cancellationToken)).Where(one => Number(one.Key) is not null).ToArray();
        var known = fresh ? new Dictionary<string, SharedObject>() : Cache.Load();
        using var gate = new SemaphoreSlim(MaxFetches);
        var entries = await Task.WhenAll(listed.Select(async one =>
        {
            if (known.TryGetValue(one.Key + one.ETag, out var before))
            {
                return before;
            }

            await gate.WaitAsync(cancellationToken);
            try
            {
                return await _objects.GetAsync(one.Key, cancellationToken) ?? throw new OperationException(
                    SharedJournalErrors.NotRead(one.Key, "s3:GetObject", new InvalidDataException("An entry went away while it was read.")));
            }
            finally
            {
                gate.Release();
            }
        }));
        Cache.Add([.. entries.Where(one => !known.ContainsKey(one.Key + one.ETag))]);
        JournalLine[] lines = [.. entries.Select(one => new JournalLine(Number(one.Key)!.Value, one.Text))];
        return new SharedState(JournalView.Of(lines, said), lines, said);
    }

    private SharedHead NewHead() => new(_objects, $"{Prefix}head.json");

    private FileStream Lock()
    {
        try
        {
            JournalFile.CreateFolder(Path.GetDirectoryName(_settings.LockOf(accountId))!);
            return JournalFile.Lock(_settings.LockOf(accountId));
        }
        catch (IOException e)
        {
            throw new OperationException(SharedJournalErrors.HeldByProcess(Place, e));
        }
        catch (UnauthorizedAccessException e)
        {
            throw new OperationException(SharedJournalErrors.SettingNotWritten(_settings.LockOf(accountId), e));
        }
    }

    private JournalWriter Me() => new(
        session.Settings.NewId(), session.Settings.Machine, Environment.ProcessId, _settings.FolderId(session.Settings.NewId));

    private bool IsOurs(JournalEntry hold) => hold.Writer is { } writer
        && writer.Machine == session.Settings.Machine && writer.Folder == _settings.FolderId(session.Settings.NewId);

    private long? Number(string key) =>
        key.StartsWith(EntryPrefix, StringComparison.Ordinal) && key.EndsWith(".json", StringComparison.Ordinal)
        && long.TryParse(key.AsSpan(EntryPrefix.Length, key.Length - EntryPrefix.Length - 5), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number : null;
}

/// <summary>A shared journal as it was read.</summary>
/// <param name="View">What it tells.</param>
/// <param name="Lines">Its entries.</param>
/// <param name="Head">What its head said; null where there was none.</param>
internal sealed record SharedState(JournalView View, IReadOnlyList<JournalLine> Lines, (long Sequence, string Sha256)? Head);
