using AwsHardening.Core.Changes;

namespace AwsHardening.Core.Identity.Vault;

/// <summary>Files with secrets: written whole or not at all, for their owner's eyes alone, by one writer at a time.</summary>
internal static class OwnFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    // A writer holds the lock for as long as deriving a key and writing a small file take.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    /// <summary>Keeps other writers out for as long as it is open.</summary>
    /// <exception cref="IOException">Another writer does not let go.</exception>
    public static async Task<FileStream> LockAsync(string path, TimeProvider time, CancellationToken cancellationToken)
    {
        if (Path.GetDirectoryName(path) is { Length: > 0 } folder && !Directory.Exists(folder))
        {
            JournalFile.CreateFolder(folder);
        }

        for (var begun = time.GetTimestamp(); ;)
        {
            try
            {
                return JournalFile.Lock(path + ".lock");
            }
            catch (IOException) when (time.GetElapsedTime(begun) < s_patience)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), time, cancellationToken);
            }
        }
    }

    /// <summary>Puts a file in the place of what is there: on the disk before it gets the name.</summary>
    /// <param name="path">The file.</param>
    /// <param name="bytes">What is to be in it.</param>
    /// <param name="mode">Who may read and write it; null for its owner alone.</param>
    public static void Replace(string path, ReadOnlySpan<byte> bytes, UnixFileMode? mode = null)
    {
        var beside = $"{path}.{Path.GetRandomFileName()}";
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = OwnerOnly;
            }

            using (var file = new FileStream(beside, options))
            {
                file.Write(bytes);
                file.Flush(flushToDisk: true);
            }

            if (!OperatingSystem.IsWindows())
            {
                // The umask does not count here.
                File.SetUnixFileMode(beside, mode ?? OwnerOnly);
            }

            File.Move(beside, path, overwrite: true);
        }
        finally
        {
            if (File.Exists(beside))
            {
                File.Delete(beside);
            }
        }
    }
}
