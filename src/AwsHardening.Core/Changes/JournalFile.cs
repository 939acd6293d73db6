using System.Text;
using AwsHardening.Core.Account;
using AwsHardening.Core.Errors;
using AwsHardening.Seam;

namespace AwsHardening.Core.Changes;

/// <summary>
/// The journal: JSON lines, only ever appended, each on the disk before the call it announces is made. One writer at a
/// time, across processes.
/// </summary>
internal sealed class JournalFile : IDisposable
{
    private readonly FileStream _lock;
    private readonly FileStream _file;
    private readonly TimeProvider _time;
    private readonly JournalHead _head;
    private long _sequence;
    private string _previous;

    private JournalFile(FileStream @lock, FileStream file, TimeProvider time, JournalHead head)
    {
        EndTornLine(file);
        var end = JournalChain.End(file);
        file.Seek(0, SeekOrigin.End);
        (_lock, _file, _time, _head, _sequence, _previous) = (@lock, file, time, head, end.Sequence, end.Sha256);
    }

    /// <summary>Opens the journal for writing.</summary>
    /// <exception cref="OperationException">Another process writes, or the folder cannot be written.</exception>
    public static JournalFile Open(string path, TimeProvider time)
    {
        try
        {
            CreateFolder(Path.GetDirectoryName(path)!);
            // Outside Windows only FileShare.None keeps another writer out, and that would keep readers out too: hence a file
            // of its own for the lock. It is never deleted, or two writers could hold locks on two files of the same name.
            var @lock = Open(LockPath(path), FileShare.None);
            try
            {
                return new JournalFile(@lock, Open(path, FileShare.Read), time, new JournalHead(path));
            }
            catch
            {
                @lock.Dispose();
                throw;
            }
        }
        catch (IOException e)
        {
            throw new OperationException(new OperationError("JournalBusy", OperationErrorCategory.ResourceBusy,
                $"The journal {path} cannot be opened for writing: {e.Message} Nothing was changed.",
                "Wait until the other command that writes it has ended, or set AWS_HARDENING_HOME to another folder.", path, e));
        }
        catch (UnauthorizedAccessException e)
        {
            throw new OperationException(new OperationError("JournalNotWritable", OperationErrorCategory.WriteError,
                $"The journal {path} cannot be written: {e.Message} Nothing was changed.",
                "Make the folder writable, or set AWS_HARDENING_HOME to another folder.", path, e));
        }
    }

    /// <summary>
    /// Where a session's journal stands. An embedded account has one of its own, which does not outlive the session; where the
    /// state folder was given, it is the account's folder and its journal is there for whoever comes next.
    /// </summary>
    public static string PathFor(HardeningSession? session) => PathFor(session is null ? null : AwsSession.Of(session));

    public static string PathFor(AwsSession? session)
    {
        var folder = session?.Settings.StateFolder ?? StateFolder.Default();
        return session?.Sandbox is null || session.Settings.StateFolder is not null
            ? Path.Combine(folder, "journal.jsonl")
            : Path.Combine(folder, "sandbox", $"{session.InstanceId}.jsonl");
    }

    /// <summary>Removes the journal of an embedded account that ends; a real account's is kept.</summary>
    public static void Forget(AwsSession session)
    {
        if (session.Sandbox is not null && session.Settings.StateFolder is null)
        {
            try
            {
                File.Delete(PathFor(session));
                File.Delete(JournalHead.PathFor(PathFor(session)));
                File.Delete(LockPath(PathFor(session)));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // A leftover of a rehearsal harms nobody.
            }
        }
    }

    /// <summary>Appends an entry and flushes it to the disk.</summary>
    public JournalEntry Append(JournalKind kind, string changeId, Func<JournalEntry, JournalEntry>? with = null)
    {
        var entry = new JournalEntry(++_sequence, _time.GetUtcNow(), kind, changeId);
        entry = (with?.Invoke(entry) ?? entry) with { Previous = _previous };
        var line = entry.ToLine();
        _file.Write(Encoding.UTF8.GetBytes(line + "\n"));
        _file.Flush(flushToDisk: true);
        _previous = JournalChain.Sha256(line);
        _head.Write(_sequence, _previous);
        return entry;
    }

    public void Dispose()
    {
        _file.Dispose();
        _head.Dispose();
        _lock.Dispose();
    }

    private static string LockPath(string path) => path + ".lock";

    private static FileStream Open(string path, FileShare share)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = share };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }

    // A crash in the middle of a write leaves half a line; the next entry must not be appended to it.
    private static void EndTornLine(FileStream file)
    {
        if (file.Length > 0)
        {
            file.Seek(-1, SeekOrigin.End);
            if (file.ReadByte() != '\n')
            {
                file.WriteByte((byte)'\n');
            }
        }
    }

    private static void CreateFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
