using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace AwsHardening.Core.Changes;

/// <summary>
/// The chain of digests through the journal: each entry names the digest of the line before it, and the head, kept in a file
/// of its own, names the last. Whoever may write both files can make a new chain; it shows accidents and careless hands.
/// </summary>
internal static class JournalChain
{
    /// <summary>What the first entry names: there is no line before it.</summary>
    public static readonly string Start = new('0', 64);

    /// <summary>The digest of a line, without its line break, in lower-case hexadecimal.</summary>
    public static string Sha256(string line) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(line))).ToLowerInvariant();

    /// <summary>The sequence number of the last whole entry, and the digest of the last line.</summary>
    public static (long Sequence, string Sha256) End(Stream file)
    {
        file.Seek(0, SeekOrigin.Begin);
        using var reader = new StreamReader(file, Encoding.UTF8, detectEncodingFromByteOrderMarks: false, leaveOpen: true);
        var (sequence, last) = (0L, Start);
        foreach (var line in Lines(reader))
        {
            last = Sha256(line.Text);
            sequence = Math.Max(sequence, line.Entry?.Sequence ?? 0);
        }

        return (sequence, last);
    }

    /// <summary>The lines of a journal; a line that is no entry has none.</summary>
    public static IEnumerable<(int Number, string Text, JournalEntry? Entry)> Lines(TextReader reader)
    {
        for (var number = 1; reader.ReadLine() is { } text; number++)
        {
            if (text.Length > 0)
            {
                yield return (number, text, TryParse(text));
            }
        }
    }

    /// <summary>What is wrong with a chain, one sentence each; empty when it is whole.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="head">What the head file said before the lines were read; null when there is none.</param>
    public static IReadOnlyList<string> Problems(IEnumerable<(int Number, string Text, JournalEntry? Entry)> lines, (long Sequence, string Sha256)? head)
    {
        List<string> problems = [];
        var (previous, sequence) = (Start, 0L);
        var headSeen = head is null;
        foreach (var (number, text, entry) in lines)
        {
            if (entry is not null)
            {
                if (entry.Previous != previous)
                {
                    problems.Add(entry.Sequence == sequence + 1
                        ? $"line {number} does not follow from the one before it: that one was altered"
                        : $"line {number} has sequence {entry.Sequence} and follows {sequence}: entries are missing or were moved");
                }

                sequence = entry.Sequence;
            }

            previous = Sha256(text);
            // Entries after the head are in order: a crash, or a writer at work, comes between an entry and its head.
            headSeen |= previous == head?.Sha256;
        }

        if (head is null && sequence > 1)
        {
            problems.Add("its head, the file beside it that says where it ends, is missing or cannot be read: a cut end would not show");
        }

        if (!headSeen)
        {
            problems.Add(head!.Value.Sequence > sequence
                ? $"the journal ends at sequence {sequence}, and {head.Value.Sequence} had been written: its end was cut off"
                : $"entry {head.Value.Sequence} is not the one that was written: it was altered");
        }

        return problems;
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
