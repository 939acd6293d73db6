namespace AwsHardening.Tasks;

/// <summary>A PowerShell on this machine, if there is one.</summary>
/// <param name="Program">The program to start.</param>
/// <param name="Prefix">What stands before pwsh's own arguments.</param>
internal sealed record PowerShell(string Program, string[] Prefix)
{
    /// <summary>The one named; else pwsh from PATH; else from the tool manifest; else null, said aloud.</summary>
    /// <param name="options">May name one, or <c>none</c>.</param>
    /// <param name="withoutIt">What is left out without one.</param>
    public static async Task<PowerShell?> FindAsync(Options options, string withoutIt)
    {
        var found = options.PowerShell switch
        {
            "none" => null,
            { } named => new PowerShell(named, []),
            null when FindOnPath() is { } path => new PowerShell(path, []),
            null => await FromToolManifestAsync(),
        };
        if (found is null)
        {
            var why = options.PowerShell is null
                ? "no pwsh on PATH, and `dotnet tool restore` did not bring one"
                : "--pwsh none was given";
            Console.WriteLine($"LEFT OUT: {withoutIt}: {why}");
        }

        return found;
    }

    /// <summary>Runs a script in a fresh session without a profile, shows its output and keeps it.</summary>
    public Task<(int ExitCode, IReadOnlyList<string> Lines)> RunScriptAsync(
        string script, IReadOnlyDictionary<string, string> environment) =>
        Shell.RunAndReadAsync(Program, Arguments(script), environment);

    /// <summary>Runs a script in a fresh session without a profile, on the terminal and in its colours.</summary>
    public Task<int> ShowScriptAsync(string script, IReadOnlyDictionary<string, string> environment) =>
        Shell.RunAsync(Program, Arguments(script), environment);

    private string[] Arguments(string script) => [.. Prefix, "-NoProfile", "-NonInteractive", "-File", script];

    private static string? FindOnPath()
    {
        var name = OperatingSystem.IsWindows() ? "pwsh.exe" : "pwsh";
        return (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
    }

    private static async Task<PowerShell?> FromToolManifestAsync()
    {
        var (exitCode, _) = await Shell.RunAndReadAsync("dotnet", ["tool", "restore"], show: false);
        return exitCode == 0 ? new PowerShell("dotnet", ["tool", "run", "pwsh", "--"]) : null;
    }
}
