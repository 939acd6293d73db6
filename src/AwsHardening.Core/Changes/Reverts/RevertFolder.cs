using System.Text;
using System.Text.Json;
using AwsHardening.Core.Account;

namespace AwsHardening.Core.Changes.Reverts;

/// <summary>The reverts that wait, one file each, so that they outlive the shell.</summary>
/// <param name="path">The folder.</param>
internal sealed class RevertFolder(string path)
{
    /// <summary>The folder.</summary>
    public string Path => path;

    /// <summary>Where a session's reverts stand: beside its journal, and like it gone with an embedded account.</summary>
    public static RevertFolder Of(AwsSession? session)
    {
        var journal = JournalFile.PathFor(session);
        var folder = System.IO.Path.GetDirectoryName(journal)!;
        return new(session?.Sandbox is null || session.Settings.StateFolder is not null
            ? System.IO.Path.Combine(folder, "reverts")
            : System.IO.Path.ChangeExtension(journal, ".reverts"));
    }

    /// <summary>Removes those of an embedded account that ends.</summary>
    public static void Forget(AwsSession session)
    {
        if (session.Sandbox is not null && session.Settings.StateFolder is null)
        {
            try
            {
                Directory.Delete(Of(session).Path, recursive: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // There was none, or a leftover of a rehearsal, which harms nobody.
            }
        }
    }

    /// <summary>Writes an entry, on the disk when this returns; a crash leaves the old one or the new one.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written.</exception>
    public void Write(RevertEntry entry)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        var beside = FileOf(entry.Id) + ".new";
        using (var file = new FileStream(beside, FileMode.Create, FileAccess.Write))
        {
            file.Write(Encoding.UTF8.GetBytes(entry.ToJson()));
            file.Flush(flushToDisk: true);
        }

        File.Move(beside, FileOf(entry.Id), overwrite: true);
    }

    /// <summary>An entry; null when there is none.</summary>
    public RevertEntry? Read(string id) => IsId(id) && File.Exists(FileOf(id)) ? TryRead(FileOf(id)) : null;

    /// <summary>Every entry that can be read, the one due first before the others.</summary>
    public IReadOnlyList<RevertEntry> All() => [.. Files().Select(TryRead).OfType<RevertEntry>().OrderBy(entry => entry.DueAt)];

    /// <summary>The files that cannot be read.</summary>
    public IReadOnlyList<string> Damaged() => [.. Files().Where(file => TryRead(file) is null && File.Exists(file))];

    /// <summary>Where the process that waits writes what nobody sees.</summary>
    public string LogOf(string id) => System.IO.Path.Combine(path, id + ".log");

    /// <summary>Removes an entry. Whoever does so holds the claim.</summary>
    public void Remove(string id)
    {
        File.Delete(FileOf(id));
        File.Delete(LogOf(id));
    }

    /// <summary>The right to act on an entry, across processes; null while another has it. The entry must be read again under it.</summary>
    public IDisposable? Claim(string id)
    {
        if (!IsId(id) || !Directory.Exists(path))
        {
            return null;
        }

        try
        {
            return new Hold(new FileStream(LockOf(id), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None), this, id);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private IEnumerable<string> Files() =>
        Directory.Exists(path) ? Directory.EnumerateFiles(path, "*.json").Where(file => System.IO.Path.GetExtension(file) == ".json") : [];

    private static RevertEntry? TryRead(string file)
    {
        try
        {
            return RevertEntry.Parse(File.ReadAllText(file));
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // Ids come from users too: none may lead out of the folder.
    private static bool IsId(string id) => id.Length > 0 && id.All(char.IsAsciiLetterOrDigit);

    private string FileOf(string id) => System.IO.Path.Combine(path, id + ".json");

    private string LockOf(string id) => System.IO.Path.Combine(path, id + ".lock");

    private sealed class Hold(FileStream file, RevertFolder folder, string id) : IDisposable
    {
        public void Dispose()
        {
            file.Dispose();
            if (!File.Exists(folder.FileOf(id)))
            {
                // Another may have opened it just now; the entry is gone, so it will find nothing to do.
                File.Delete(folder.LockOf(id));
            }
        }
    }
}
