namespace AwsHardening.Core.Identity.Profiles;

/// <summary>The sections of a config or credentials file, as the <c>aws</c> CLI reads them.</summary>
internal static class ProfileFile
{
    /// <summary>Reads a file; one that is not there has no sections.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="Errors.OperationException">It cannot be read, or a line is none.</exception>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Read(string path)
    {
        string[] lines;
        try
        {
            lines = File.Exists(path) ? File.ReadAllLines(path) : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ProfileErrors.FileNotRead(path, e);
        }

        Dictionary<string, IReadOnlyDictionary<string, string>> sections = new(StringComparer.Ordinal);
        Dictionary<string, string>? section = null;
        string? lastKey = null;
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].TrimEnd();
            if (line.Length == 0 || line.TrimStart()[0] is '#' or ';')
            {
                continue;
            }

            if (line[0] == '[')
            {
                var end = line.IndexOf(']', StringComparison.Ordinal);
                section = end < 0 ? throw ProfileErrors.BadLine(path, i + 1) : Open(sections, line[1..end].Trim());
                lastKey = null;
                continue;
            }

            if (section is null)
            {
                throw ProfileErrors.BadLine(path, i + 1);
            }

            var equals = line.IndexOf('=', StringComparison.Ordinal);
            if (char.IsWhiteSpace(line[0]) && lastKey is not null)
            {
                // What stands indented under a key belongs to it, as settings of one service do.
                var inner = equals < 0 ? line.Trim() : $"{lastKey}.{line[..equals].Trim().ToLowerInvariant()}";
                section[equals < 0 ? lastKey : inner] = equals < 0 ? section[lastKey] + "\n" + inner : line[(equals + 1)..].Trim();
                continue;
            }

            if (equals <= 0)
            {
                throw ProfileErrors.BadLine(path, i + 1);
            }

            lastKey = line[..equals].Trim().ToLowerInvariant();
            section[lastKey] = line[(equals + 1)..].Trim();
        }

        return sections;
    }

    /// <summary>A section that comes twice is one.</summary>
    private static Dictionary<string, string> Open(Dictionary<string, IReadOnlyDictionary<string, string>> sections, string name)
    {
        if (sections.TryGetValue(name, out var known))
        {
            return (Dictionary<string, string>)known;
        }

        Dictionary<string, string> opened = new(StringComparer.Ordinal);
        sections.Add(name, opened);
        return opened;
    }
}
