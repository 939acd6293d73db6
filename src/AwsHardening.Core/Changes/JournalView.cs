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
/// <param name="Changes">The changes, oldest first.</param>
/// <param name="Ids">What became of ids.</param>
/// <param name="DamagedLines">Lines that are no entries, by number from 1.</param>
/// <param name="ChainProblems">Where the chain of digests is broken, one sentence each.</param>
internal sealed record JournalView(
    IReadOnlyList<JournaledChange> Changes, IdMap Ids, IReadOnlyList<int> DamagedLines, IReadOnlyList<string> ChainProblems)
{
    /// <summary>A change that is there, as users see it.</summary>
    public HardeningChange RecordOf(string changeId) => ChangeRecord.From(Changes.Last(change => change.Change.Id == changeId), Ids);

    /// <summary>Reads a journal; one that is not there is empty.</summary>
    public static JournalView Read(string path)
    {
        // The head first: a writer at work may only make the journal longer than the head says.
        var head = JournalHead.Read(path);
        if (!File.Exists(path))
        {
            return new JournalView([], new IdMap(), [], JournalChain.Problems([], head));
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var lines = JournalChain.Lines(new StreamReader(file, Encoding.UTF8)).ToList();
        return Read(lines, JournalChain.Problems(lines, head));
    }

    private static JournalView Read(
        IEnumerable<(int Number, string Text, JournalEntry? Entry)> lines, IReadOnlyList<string> chainProblems)
    {
        Dictionary<string, JournaledChange> changes = new(StringComparer.Ordinal);
        List<JournaledChange> inOrder = [];
        List<int> damaged = [];
        var ids = new IdMap();
        foreach (var (number, _, entry) in lines)
        {
            if (entry is null)
            {
                damaged.Add(number);
                continue;
            }

            if (entry is { Kind: JournalKind.Change, Change: { } change })
            {
                inOrder.Add(changes[change.Id] = new JournaledChange(change, entry.CallerArn ?? "", entry.Time));
                if (change.Undoes is { } undone && changes.TryGetValue(undone, out var target))
                {
                    target.UndoneBy = changes[change.Id];
                }
            }
            else if (changes.TryGetValue(entry.ChangeId, out var known))
            {
                known.Entries.Add(entry);
            }

            foreach (var (id, now) in entry.Ids ?? new Dictionary<string, string>())
            {
                ids.Set(id, now);
            }
        }

        return new JournalView(inOrder, ids, damaged, chainProblems);
    }
}
