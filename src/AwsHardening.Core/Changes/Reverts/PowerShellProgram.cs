namespace AwsHardening.Core.Changes.Reverts;

/// <summary>How to start a PowerShell.</summary>
/// <param name="Path">The program.</param>
/// <param name="Prefix">What stands before pwsh's own arguments.</param>
internal sealed record PowerShellProgram(string Path, IReadOnlyList<string> Prefix)
{
    /// <summary>The PowerShell that this process is, else the one on PATH; null when there is none.</summary>
    public static PowerShellProgram? Find() => Find(AppContext.BaseDirectory, Environment.ProcessPath, Environment.GetEnvironmentVariable("PATH"));

    internal static PowerShellProgram? Find(string home, string? processPath, string? path)
    {
        var name = OperatingSystem.IsWindows() ? "pwsh.exe" : "pwsh";
        var own = System.IO.Path.Combine(home, name);
        if (File.Exists(own))
        {
            return new PowerShellProgram(own, []);
        }

        // Installed as a .NET tool, PowerShell has no program of its own.
        var library = System.IO.Path.Combine(home, "pwsh.dll");
        if (File.Exists(library))
        {
            var isDotnet = System.IO.Path.GetFileNameWithoutExtension(processPath) == "dotnet";
            return new PowerShellProgram(isDotnet ? processPath! : "dotnet", [library]);
        }

        return (path ?? "").Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => System.IO.Path.Combine(folder, name)).FirstOrDefault(File.Exists) is { } found
                ? new PowerShellProgram(found, []) : null;
    }

    /// <summary>The manifest of the module that this assembly is part of; null where it was not loaded as one.</summary>
    public static string? ModuleManifest()
    {
        var folder = System.IO.Path.GetDirectoryName(typeof(PowerShellProgram).Assembly.Location);
        var manifest = folder is null ? null : System.IO.Path.Combine(System.IO.Path.GetDirectoryName(folder)!, "AwsHardening.psd1");
        return File.Exists(manifest) ? manifest : null;
    }
}
