using System.Diagnostics;

namespace AwsHardening.UnitTests.SandboxTests.AwsCli;

/// <summary>Programs of this machine that judge the sandbox, or work on it.</summary>
internal static class Tools
{
    public static string? Aws { get; } = Find("aws");

    public static string? MotoServer { get; } = Find("moto_server");

    public static string? Python { get; } = Find("python3");

    public static string? Node { get; } = Find("node");

    public static string? Npm { get; } = Find("npm");

    public static string? Pwsh { get; } = Find("pwsh");

    private static string? Find(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .SelectMany(folder => new[] { Path.Combine(folder, name), Path.Combine(folder, name + ".exe") })
        .FirstOrDefault(File.Exists);

    public static ProcessStartInfo Start(string file, params IEnumerable<string> args) => new(file, args)
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        UseShellExecute = false,
    };
}
