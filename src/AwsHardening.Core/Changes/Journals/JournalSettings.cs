using System.Text;
using System.Text.Json;
using AwsHardening.Core.Account;
using AwsHardening.Core.Errors;

namespace AwsHardening.Core.Changes.Journals;

/// <summary>
/// Where accounts keep their journals, one file an account in the state folder, so that every shell and scheduled task of the
/// user goes by it. An account without a file has the local journal.
/// </summary>
/// <param name="path">The folder.</param>
internal sealed class JournalSettings(string path)
{
    /// <summary>The settings of a session: beside its journal, and like it gone with an embedded account.</summary>
    public static JournalSettings Of(AwsSession? session)
    {
        var journal = JournalFile.PathFor(session);
        return new(session?.Sandbox is null || session.Settings.StateFolder is not null
            ? Path.Combine(Path.GetDirectoryName(journal)!, "journals")
            : Path.ChangeExtension(journal, ".journals"));
    }

    /// <summary>Removes those of an embedded account that ends.</summary>
    public static void Forget(AwsSession session)
    {
        if (session.Sandbox is not null && session.Settings.StateFolder is null)
        {
            try
            {
                Directory.Delete(Of(session)._path, recursive: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // There were none, or a leftover of a rehearsal, which harms nobody.
            }
        }
    }

    private readonly string _path = path;

    /// <summary>True when any account shares its journal.</summary>
    public bool IsAnyShared => Accounts.Count > 0;

    /// <summary>The accounts that share their journals.</summary>
    public IReadOnlyList<string> Accounts => Directory.Exists(_path)
        ? [.. Directory.EnumerateFiles(_path, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)] : [];

    /// <summary>Where an account's journal is shared; null where it is local.</summary>
    /// <exception cref="OperationException">The file is damaged or cannot be read: then nobody may guess.</exception>
    public SharedPlace? Read(string accountId)
    {
        try
        {
            return SharedPlace.Parse(File.ReadAllText(FileOf(accountId)));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new OperationException(SharedJournalErrors.SettingUnreadable(accountId, FileOf(accountId), e));
        }
    }

    /// <summary>Shares an account's journal from now on.</summary>
    /// <exception cref="OperationException">The folder cannot be written.</exception>
    public void Write(string accountId, SharedPlace place) => Write(FileOf(accountId), place.ToJson());

    /// <summary>Keeps an account's journal on this machine from now on.</summary>
    /// <exception cref="OperationException">The folder cannot be written.</exception>
    public void Remove(string accountId)
    {
        try
        {
            File.Delete(FileOf(accountId));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OperationException(SharedJournalErrors.SettingNotWritten(FileOf(accountId), e));
        }
    }

    /// <summary>The id of this state folder, made once.</summary>
    /// <param name="newId">Makes it.</param>
    /// <exception cref="OperationException">The folder cannot be written.</exception>
    public string FolderId(Func<string> newId)
    {
        var file = Path.Combine(_path, "folder-id");
        if (!File.Exists(file))
        {
            Write(file, newId(), overwrite: false);
        }

        return File.ReadAllText(file);
    }

    /// <summary>What keeps two processes of this machine from writing an account's shared journal at once.</summary>
    public string LockOf(string accountId) => Path.Combine(_path, $"{accountId}.lock");

    /// <summary>The entries of a shared journal that were read before.</summary>
    public string CacheOf(string accountId) => Path.Combine(_path, $"{accountId}.cache");

    private string FileOf(string accountId) => Path.Combine(_path, $"{accountId}.json");

    // Whole or not at all: a crash leaves the old file or the new one.
    private void Write(string file, string text, bool overwrite = true)
    {
        try
        {
            JournalFile.CreateFolder(_path);
            var beside = $"{file}.{Environment.ProcessId}.new";
            using (var stream = new FileStream(beside, FileMode.Create, FileAccess.Write))
            {
                stream.Write(Encoding.UTF8.GetBytes(text));
                stream.Flush(flushToDisk: true);
            }

            if (overwrite || !File.Exists(file))
            {
                File.Move(beside, file, overwrite);
            }
        }
        catch (IOException) when (!overwrite && File.Exists(file))
        {
            // Another process was first, and its word counts.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OperationException(SharedJournalErrors.SettingNotWritten(file, e));
        }
    }
}
