using System.Text;
using System.Text.Json;

namespace AwsHardening.Core.Changes;

/// <summary>
/// Where the journal ends, kept beside it so that a cut tail shows. Written over in place after every entry, always of one
/// length, and flushed to the disk once at the end: what a loss of power takes from it makes it lag, as a crash does.
/// </summary>
/// <param name="journalPath">The journal.</param>
internal sealed class JournalHead(string journalPath) : IDisposable
{
    private const int Length = 128;

    private FileStream? _file;

    public static string PathFor(string journalPath) => Path.ChangeExtension(journalPath, ".head");

    /// <summary>What the head says; null when there is none, or it cannot be understood.</summary>
    public static (long Sequence, string Sha256)? Read(string journalPath)
    {
        try
        {
            using var file = new FileStream(PathFor(journalPath), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            return JsonSerializer.Deserialize<Content>(file) is { Sha256: not null } content ? (content.Sequence, content.Sha256) : null;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Writes the head. One that cannot be written stays behind: the entry is on the disk, and what it announces must go on.</summary>
    public void Write(long sequence, string sha256, bool flushToDisk = false)
    {
        try
        {
            _file ??= Open(PathFor(journalPath));
            _file.Position = 0;
            _file.Write(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new Content(sequence, sha256)).PadRight(Length - 1) + "\n"));
            _file.Flush(flushToDisk);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next entry writes it anew.
        }
    }

    public void Dispose()
    {
        try
        {
            _file?.Flush(flushToDisk: true);
        }
        catch (IOException)
        {
            // As above.
        }

        _file?.Dispose();
    }

    private static FileStream Open(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, Share = FileShare.ReadWrite };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }

    private sealed record Content(long Sequence, string Sha256);
}
