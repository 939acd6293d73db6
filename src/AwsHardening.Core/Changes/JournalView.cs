using System.Text;
using System.Text.Json;

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
internal sealed record JournalView(IReadOnlyList<JournaledChange> Changes, IdMap Ids, IReadOnlyList<int> DamagedLines)
{
    /// <summary>Reads a journal; one that is not there is empty.</summary>
    public static JournalView Read(string path)
    {
        if (!File.Exists(path))
        {
            return new JournalView([], new IdMap(), []);
        }

        // The writer may be at work.
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return Read(new StreamReader(file, Encoding.UTF8));
    }

    /// <summary>The sequence number of the last whole entry.</summary>
    public static long LastSequence(Stream file)
    {
        var last = 0L;
        using var reader = new StreamReader(file, Encoding.UTF8, leaveOpen: true);
        foreach (var entry in Entries(reader).Select(line => line.Entry).OfType<JournalEntry>())
        {
            last = Math.Max(last, entry.Sequence);
        }

        return last;
    }

    private static JournalView Read(TextReader reader)
    {
        Dictionary<string, JournaledChange> changes = new(StringComparer.Ordinal);
        List<JournaledChange> inOrder = [];
        List<int> damaged = [];
        var ids = new IdMap();
        foreach (var (number, entry) in Entries(reader))
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

        return new JournalView(inOrder, ids, damaged);
    }

    private static IEnumerable<(int Number, JournalEntry? Entry)> Entries(TextReader reader)
    {
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            if (line.Length > 0)
            {
                yield return (number, TryParse(line));
            }
        }
    }

    private static JournalEntry? TryParse(string line)
    {
        try
        {
            return JournalEntry.Parse(line);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or FormatException)
        {
            return null;
        }
    }
}
