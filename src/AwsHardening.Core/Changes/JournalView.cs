using System.Text;

namespace AwsHardening.Core.Changes;

/// <summary>A change as its journal entries tell it.</summary>
/// <param name="Change">The change.</param>
/// <param name="CallerArn">Who made it.</param>
/// <param name="Time">When it began, UTC.</param>
internal sealed record JournaledChange(ResourceChange Change, string CallerArn, DateTimeOffset Time)
{
    /// <summary>Its entries after the first.</summary>
    public List<JournalEntry> Entries { get; } = [];

    /// <summary>The change that took it back, or null.</summary>
    public JournaledChange? UndoneBy { get; set; }

    /// <summary>How far it came; a change without an end was interrupted.</summary>
    public HardeningChangeStatus Status =>
        UndoneBy is { Status: HardeningChangeStatus.Applied } ? HardeningChangeStatus.Undone
        : Entries.LastOrDefault(entry => entry.Kind == JournalKind.End)?.Status ?? HardeningChangeStatus.Interrupted;
}

/// <summary>The journal, read.</summary>
internal sealed class JournalView
{
    private readonly Dictionary<string, JournaledChange> _byId = new(StringComparer.Ordinal);
    private readonly List<JournaledChange> _changes = [];

    private JournalView()
    {
    }

    /// <summary>A journal in which nothing stands.</summary>
    public static JournalView Empty => new();

    /// <summary>The changes, oldest first.</summary>
    public IReadOnlyList<JournaledChange> Changes => _changes;

    /// <summary>What became of ids.</summary>
    public IdMap Ids { get; } = new();

    /// <summary>Lines that are no entries, by number from 1; not those that were found to be half lines of a crash.</summary>
    public IReadOnlyList<long> DamagedLines { get; private init; } = [];

    /// <summary>The last line, by number, where it is half a line that a crash left or that is being written; else null.</summary>
    public long? HalfLine { get; private init; }

    /// <summary>Where the chain of digests is broken, one sentence each.</summary>
    public IReadOnlyList<string> ChainProblems { get; private init; } = [];

    /// <summary>How many entries there are.</summary>
    public int EntryCount { get; private set; }

    /// <summary>The last entry.</summary>
    public JournalEntry? Last { get; private set; }

    /// <summary>The entry with which a writer took hold of a shared journal that it still has; else null.</summary>
    public JournalEntry? Hold { get; private set; }

    /// <summary>Reads a local journal; one that is not there is empty.</summary>
    public static JournalView Read(string path)
    {
        // The head first: a writer at work may only make the journal longer than the head says.
        var head = JournalHead.Read(path);
        if (!File.Exists(path))
        {
            return Of([], head);
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return Of(JournalChain.Lines(new StreamReader(file, Encoding.UTF8)).ToList(), head, mayEndInHalfALine: true);
    }

    /// <summary>What lines tell.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="head">What the head said before they were read; null where there is none.</param>
    /// <param name="mayEndInHalfALine">True where a crash leaves half a line.</param>
    public static JournalView Of(
        IReadOnlyList<JournalLine> lines, (long Sequence, string Sha256)? head, bool mayEndInHalfALine = false)
    {
        List<long> damaged = [];
        long? half = null;
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].Entry is not null)
            {
                continue;
            }

            if (i == lines.Count - 1 && mayEndInHalfALine)
            {
                half = lines[i].Number;
            }
            else if (i == lines.Count - 1 || lines[i + 1].Entry is not { Kind: JournalKind.Torn } seal || seal.Previous != lines[i].Sha256)
            {
                damaged.Add(lines[i].Number);
            }
        }

        var view = new JournalView { DamagedLines = damaged, HalfLine = half, ChainProblems = JournalChain.Problems(lines, head) };
        foreach (var entry in lines.Select(line => line.Entry).OfType<JournalEntry>())
        {
            view.Add(entry);
        }

        return view;
    }

    /// <summary>Takes in an entry that comes after all others.</summary>
    public void Add(JournalEntry entry)
    {
        EntryCount++;
        Last = entry;
        Hold = entry.Kind switch
        {
            JournalKind.Open => entry,
            JournalKind.Close or JournalKind.Unlock => null,
            _ => Hold,
        };
        if (entry is { Kind: JournalKind.Change, Change: { } change })
        {
            _changes.Add(_byId[change.Id] = new JournaledChange(change, entry.CallerArn ?? "", entry.Time));
            if (change.Undoes is { } undone && _byId.TryGetValue(undone, out var target))
            {
                target.UndoneBy = _byId[change.Id];
            }
        }
        else if (_byId.TryGetValue(entry.ChangeId, out var known))
        {
            known.Entries.Add(entry);
        }

        foreach (var (id, now) in entry.Ids ?? new Dictionary<string, string>())
        {
            Ids.Set(id, now);
        }
    }
}
