using System.Diagnostics;

namespace AwsHardening.Tasks;

/// <summary>Starts other programs from the clone's root, with the terminal as their output.</summary>
internal static class Shell
{
    /// <summary>Runs a program to its end.</summary>
    /// <returns>Its exit code.</returns>
    public static async Task<int> RunAsync(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        using var process = Start(program, arguments, environment, capture: false);
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    /// <summary>Runs a program, shows its output as it comes, and keeps it.</summary>
    public static async Task<(int ExitCode, IReadOnlyList<string> Lines)> RunAndReadAsync(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null,
        bool show = true)
    {
        using var process = Start(program, arguments, environment, capture: true);
        List<string> lines = [];
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            lines.Add(line);
            if (show)
            {
                Console.WriteLine(line);
            }
        }

        await process.WaitForExitAsync();
        return (process.ExitCode, lines);
    }

    /// <summary>Runs the SDK's <c>dotnet</c>; its errors are already on the terminal when this throws.</summary>
    public static async Task DotnetAsync(params string[] arguments)
    {
        if (await RunAsync("dotnet", arguments) != 0)
        {
            throw new TaskFailedException($"dotnet {arguments[0]} failed");
        }
    }

    private static Process Start(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment, bool capture)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = capture,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return Process.Start(start) ?? throw new TaskFailedException($"{program} did not start");
    }
}
