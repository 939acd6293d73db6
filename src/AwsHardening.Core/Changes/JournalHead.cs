using System.Text.Json;

namespace AwsHardening.Core.Changes;

/// <summary>Where the journal ends, kept beside it so that a cut tail shows.</summary>
/// <param name="journalPath">The journal.</param>
internal sealed class JournalHead(string journalPath)
{
    private readonly string _path = PathFor(journalPath);

    public static string PathFor(string journalPath) => Path.ChangeExtension(journalPath, ".head");

    /// <summary>What the head says; null when there is none, or it cannot be understood.</summary>
    public static (long Sequence, string Sha256)? Read(string journalPath)
    {
        try
        {
            // Shared with everything: on Windows the writer could not replace the file otherwise.
            using var file = new FileStream(
                PathFor(journalPath), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return JsonSerializer.Deserialize<Content>(file) is { Sha256: not null } content ? (content.Sequence, content.Sha256) : null;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>
    /// Replaces the head in one step: a crash leaves the old one or the new one. One that cannot be written stays behind,
    /// as after a crash: the entry is on the disk, and what it announces must go on.
    /// </summary>
    public void Write(long sequence, string sha256)
    {
        var beside = _path + ".new";
        try
        {
            using (var file = new FileStream(beside, FileMode.Create, FileAccess.Write))
            {
                JsonSerializer.Serialize(file, new Content(sequence, sha256));
                file.Flush(flushToDisk: true);
            }

            File.Move(beside, _path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next entry writes it anew.
        }
    }

    private sealed record Content(long Sequence, string Sha256);
}
