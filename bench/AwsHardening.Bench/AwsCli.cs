namespace AwsHardening.Bench;

/// <summary>The aws CLI of this machine.</summary>
internal static class AwsCli
{
    /// <summary>Its path, or null.</summary>
    public static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "aws.exe" : "aws"))
        .FirstOrDefault(File.Exists);
}
