namespace AwsHardening.Core.Changes;

/// <summary>Writes bytes at the end of a file; they are on the disk when it returns.</summary>
/// <param name="file">The file.</param>
/// <param name="bytes">The bytes.</param>
internal delegate void JournalDisk(FileStream file, byte[] bytes);

/// <summary>Disks to write to.</summary>
internal static class JournalDisks
{
    public static void Real(FileStream file, byte[] bytes)
    {
        file.Write(bytes);
        file.Flush(flushToDisk: true);
    }
}
