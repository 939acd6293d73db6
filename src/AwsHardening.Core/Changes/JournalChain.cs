using System.Security.Cryptography;
using System.Text;

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
    public static (long Sequence, string Sha256) End(IReadOnlyList<JournalLine> lines) =>
        (lines.Max(line => line.Entry?.Sequence) ?? 0, lines.Count == 0 ? Start : lines[^1].Sha256);

    /// <summary>The lines of a journal; a line that is no entry has none.</summary>
    public static IEnumerable<JournalLine> Lines(TextReader reader)
    {
        for (var number = 1; reader.ReadLine() is { } text; number++)
        {
            if (text.Length > 0)
            {
                yield return new JournalLine(number, text);
            }
        }
    }

    /// <summary>What is wrong with a chain, one sentence each; empty when it is whole.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="head">What the head said before the lines were read; null when there is none.</param>
    public static IReadOnlyList<string> Problems(IReadOnlyList<JournalLine> lines, (long Sequence, string Sha256)? head)
    {
        List<string> problems = [];
        var (previous, sequence) = (Start, 0L);
        foreach (var line in lines)
        {
            if (line is { Number: var number, Entry: { } entry })
            {
                if (entry.Previous != previous)
                {
                    problems.Add(entry.Sequence == sequence + 1
                        ? $"line {number} does not follow from the one before it: that one was altered"
                        : $"line {number} has sequence {entry.Sequence} and follows {sequence}: entries are missing or were moved");
                }

                sequence = entry.Sequence;
                if (entry is { Kind: JournalKind.Broken, Message: { } found })
                {
                    problems.Add($"when it was written to at {entry.Time:u}, {found}");
                }
            }

            previous = line.Sha256;
        }

        return HeadProblem(lines, head) is { } cut ? [.. problems, cut] : problems;
    }

    /// <summary>How a journal is not as its head says; null where it is. Whoever writes next writes it down, or it would no longer show.</summary>
    /// <inheritdoc cref="Problems"/>
    public static string? HeadProblem(IReadOnlyList<JournalLine> lines, (long Sequence, string Sha256)? head)
    {
        var (sequence, _) = End(lines);
        if (head is not { } said)
        {
            return sequence > 1 ? "its head, which is kept beside it and says where it ends, is missing or cannot be read: a cut end would not show" : null;
        }

        // Entries after the head are in order: a crash, or a writer at work, comes between an entry and its head.
        return said.Sha256 == Start || lines.Reverse().Any(line => line.Sha256 == said.Sha256) ? null
            : said.Sequence > sequence
                ? $"the journal ends at sequence {sequence}, and {said.Sequence} had been written: its end was cut off"
                : $"entry {said.Sequence} is not the one that was written: it was altered";
    }
}
