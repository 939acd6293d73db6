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
            var path = PathFor(journalPath);
            return File.Exists(path) && JsonSerializer.Deserialize<Content>(File.ReadAllText(path)) is { } content
                ? (content.Sequence, content.Sha256)
                : null;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Replaces the head in one step: a crash leaves the old one or the new one.</summary>
    public void Write(long sequence, string sha256)
    {
        var beside = _path + ".new";
        using (var file = new FileStream(beside, FileMode.Create, FileAccess.Write))
        {
            JsonSerializer.Serialize(file, new Content(sequence, sha256));
            file.Flush(flushToDisk: true);
        }

        File.Move(beside, _path, overwrite: true);
    }

    private sealed record Content(long Sequence, string Sha256);
}
