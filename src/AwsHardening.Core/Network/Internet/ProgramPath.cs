namespace AwsHardening.Core.Network.Internet;

/// <summary>Finds programs as a shell does.</summary>
internal static class ProgramPath
{
    /// <summary>The first file of a name in the folders of a PATH; null when there is none.</summary>
    /// <param name="name">The name, without Windows's ending.</param>
    /// <param name="path">The PATH variable.</param>
    public static string? Find(string name, string? path) => (path ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? $"{name}.exe" : name)).FirstOrDefault(File.Exists);
}
