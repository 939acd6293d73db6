namespace AwsHardening.UnitTests.SandboxTests;

/// <summary>Files of the working copy that tests read, and of the folders around it.</summary>
internal static class RepositoryFiles
{
    public static string Root { get; } = Ancestors().First(folder => File.Exists(Path.Combine(folder, "AwsHardening.sln")));

    public static string Combine(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>A folder beside the working copy or beside a folder around it, or null.</summary>
    public static string? FindShared(string relative) => Ancestors()
        .Select(folder => Path.Combine(folder, "shared", relative))
        .FirstOrDefault(Directory.Exists);

    private static IEnumerable<string> Ancestors()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            yield return folder.FullName;
        }
    }
}
