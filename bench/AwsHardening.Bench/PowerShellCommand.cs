namespace AwsHardening.Bench;

/// <summary>How to run statements of PowerShell in a fresh process.</summary>
/// <param name="start">The program, and what stands before its own arguments.</param>
internal sealed class PowerShellCommand(string[] start)
{
    /// <summary>A command that prints the milliseconds its statements took, once PowerShell itself had started.</summary>
    public Sample.Command Timed(string name, string statements, IReadOnlyDictionary<string, string>? environment = null)
    {
        var script = "$ErrorActionPreference = 'Stop'; $clock = [Diagnostics.Stopwatch]::StartNew(); " + statements
            + "; $clock.Elapsed.TotalMilliseconds.ToString([cultureinfo]::InvariantCulture)";
        return new(name, start[0], [.. start[1..], "-NoProfile", "-NonInteractive", "-Command", script], environment);
    }

    /// <summary>A path as PowerShell reads it literally.</summary>
    public static string Quote(string path) => $"'{path.Replace("'", "''", StringComparison.Ordinal)}'";
}
