using System.Text;
using AwsHardening.Core.Account;
using AwsHardening.Core.Errors;
using AwsHardening.Seam;

namespace AwsHardening.Core.Changes;

/// <summary>
/// The local journal: JSON lines, only ever appended, each on the disk before the call it announces is made. One writer at a
/// time, across processes.
/// </summary>
internal sealed class JournalFile : IDisposable
{
    private readonly FileStream _lock;
    private readonly FileStream _file;
    private readonly string _path;
    private readonly TimeProvider _time;
    private readonly JournalDisk _disk;
    private readonly JournalHead _head;
    private long _sequence;
    private string _previous;
    private OperationError? _failure;

    private JournalFile(FileStream @lock, FileStream file, string path, TimeProvider time, JournalDisk disk)
    {
        (_lock, _file, _path, _time, _disk, _head) = (@lock, file, path, time, disk, new JournalHead(path));
        EndLine(file);
        var head = JournalHead.Read(path);
        file.Seek(0, SeekOrigin.Begin);
        using var reader = new StreamReader(file, Encoding.UTF8, detectEncodingFromByteOrderMarks: false, leaveOpen: true);
        var lines = JournalChain.Lines(reader).ToList();
        file.Seek(0, SeekOrigin.End);
        (_sequence, _previous) = JournalChain.End(lines);
        View = JournalView.Of(lines, head, mayEndInHalfALine: true);
        if (lines.Count == 0 && head is null)
        {
            // Before the first entry: a head that is missing later is one that was taken away.
            _head.Write(0, JournalChain.Start, flushToDisk: true);
        }

        if (View.HalfLine is { } number)
        {
            Append(JournalKind.Torn, JournalEntry.NoChange, e => e with { Message = $"Line {number} is half a line that a crash had left." });
        }

        if (JournalChain.HeadProblem(lines, head) is { } problem)
        {
            Append(JournalKind.Broken, JournalEntry.NoChange, e => e with { Message = problem });
        }
    }

    /// <summary>The journal as it is, with what was appended.</summary>
    public JournalView View { get; }

    /// <summary>Opens the journal for writing. Half a line that a crash left is closed off by an entry that says so.</summary>
    /// <param name="path">The journal.</param>
    /// <param name="time">The clock.</param>
    /// <param name="disk">Writes; null for the disk itself.</param>
    /// <exception cref="OperationException">Another process writes, or the folder cannot be written.</exception>
    public static JournalFile Open(string path, TimeProvider time, JournalDisk? disk = null)
    {
        try
        {
            CreateFolder(Path.GetDirectoryName(path)!);
            // Outside Windows only FileShare.None keeps another writer out, and that would keep readers out too: hence a file
            // of its own for the lock. It is never deleted, or two writers could hold locks on two files of the same name.
            var @lock = Lock(LockPath(path));
            FileStream? file = null;
            try
            {
                file = Open(path, FileShare.Read);
                return new JournalFile(@lock, file, path, time, disk ?? JournalDisks.Real);
            }
            catch
            {
                file?.Dispose();
                @lock.Dispose();
                throw;
            }
        }
        catch (IOException e)
        {
            throw new OperationException(JournalErrors.Busy(path, e));
        }
        catch (UnauthorizedAccessException e)
        {
            throw new OperationException(JournalErrors.NotWritable(path, e));
        }
    }

    /// <summary>Takes a lock that one process at a time can have, for as long as the file is open.</summary>
    /// <exception cref="IOException">Another has it.</exception>
    public static FileStream Lock(string path) => Open(path, FileShare.None);

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
    /// <exception cref="OperationException">It could not be written, or an earlier one could not: then no more are.</exception>
    public JournalEntry Append(JournalKind kind, string changeId, Func<JournalEntry, JournalEntry>? with = null)
    {
        if (_failure is not null)
        {
            throw new OperationException(_failure);
        }

        var entry = new JournalEntry(_sequence + 1, _time.GetUtcNow(), kind, changeId);
        entry = (with?.Invoke(entry) ?? entry) with { Previous = _previous };
        var line = entry.ToLine();
        var end = _file.Position;
        try
        {
            _disk(_file, Encoding.UTF8.GetBytes(line + "\n"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            TakeBack(end);
            throw new OperationException(_failure = JournalErrors.NotWritten(_path, e));
        }

        (_sequence, _previous) = (entry.Sequence, JournalChain.Sha256(line));
        View.Add(entry);
        _head.Write(_sequence, _previous);
        return entry;
    }

    // Half a line would be closed off by whoever writes next; none at all is better.
    private void TakeBack(long end)
    {
        try
        {
            _file.SetLength(end);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // As above.
        }
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
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = share, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }

    // A crash in the middle of a write leaves half a line; the next entry must not be appended to it.
    private static void EndLine(FileStream file)
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

    /// <summary>Makes a folder that only its owner may look into.</summary>
    public static void CreateFolder(string folder)
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
