namespace AwsHardening.Core.Reporting.Reports;

/// <summary>Which file a format goes to.</summary>
internal static class ReportPaths
{
    private const string BaseName = "hardening-report";

    /// <summary>
    /// One format goes to the path as it stands; in a folder, and where there are several formats, each has a name that ends as its format
    /// does.
    /// </summary>
    /// <param name="path">A file, a base name, or a folder: one that is there, or a path that ends with a separator.</param>
    /// <param name="formats">The formats, each once.</param>
    public static IReadOnlyList<(ReportFormat Format, string Path)> Of(string path, IReadOnlyList<ReportFormat> formats)
    {
        if (Directory.Exists(path) || Path.EndsInDirectorySeparator(path))
        {
            return [.. formats.Select(format => (format, Path.Combine(path, BaseName + ReportWriters.Extension(format))))];
        }

        if (formats is [var only])
        {
            return [(only, path)];
        }

        // report.html with several formats means report.*: what one of them would add is taken off.
        var ending = formats.Select(ReportWriters.Extension).OrderByDescending(one => one.Length)
            .FirstOrDefault(one => path.EndsWith(one, StringComparison.OrdinalIgnoreCase)) ?? "";
        return [.. formats.Select(format => (format, path[..^ending.Length] + ReportWriters.Extension(format)))];
    }
}
