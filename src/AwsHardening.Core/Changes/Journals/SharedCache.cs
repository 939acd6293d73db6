using System.Text.Json;

namespace AwsHardening.Core.Changes.Journals;

/// <summary>
/// Entries of a shared journal that were read or written before, so that only new ones are fetched. An entry counts only where
/// the bucket's own list has its ETag; whatever is wrong with the file costs time and nothing else.
/// </summary>
/// <param name="path">The file.</param>
internal sealed class SharedCache(string path)
{
    /// <summary>What is there, by ETag.</summary>
    public IReadOnlyDictionary<string, SharedObject> Load()
    {
        Dictionary<string, SharedObject> known = new(StringComparer.Ordinal);
        try
        {
            foreach (var line in File.ReadLines(path))
            {
                if (TryParse(line) is { } one)
                {
                    known[one.Key + one.ETag] = one;
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // They are fetched instead.
        }

        return known;
    }

    /// <summary>Adds entries.</summary>
    public void Add(IReadOnlyList<SharedObject> objects)
    {
        if (objects.Count == 0)
        {
            return;
        }

        try
        {
            JournalFile.CreateFolder(Path.GetDirectoryName(path)!);
            using var file = JournalFile.Lock(path);
            file.Seek(0, SeekOrigin.End);
            using var writer = new StreamWriter(file);
            foreach (var one in objects)
            {
                // The break first: what a crash cut off must not swallow the next one.
                writer.Write('\n' + JsonSerializer.Serialize(one));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another process is at it, or the disk is full: they are fetched again.
        }
    }

    private static SharedObject? TryParse(string line)
    {
        try
        {
            return line.Length > 0 && JsonSerializer.Deserialize<SharedObject>(line) is { Key: not null, ETag: not null, Text: not null } one
                ? one : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
