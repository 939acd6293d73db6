using System.Diagnostics;
using System.Globalization;

namespace AwsHardening.Bench;

/// <summary>Times of one command in fresh processes, in milliseconds.</summary>
/// <param name="Name">What the table calls the command.</param>
/// <param name="Process">From start to exit of the process.</param>
/// <param name="Reported">What the process itself printed as its last line; NaN where it printed no number.</param>
internal sealed record Sample(string Name, double Process, double Reported)
{
    /// <summary>Runs commands in turn, so that a slow moment of the machine meets all of them, and takes medians.</summary>
    /// <param name="runs">How often; one more run, first, warms the disk's cache and is not counted.</param>
    public static async Task<IReadOnlyList<Sample>> TakeAsync(int runs, params Command[] commands)
    {
        List<Sample>[] samples = [.. commands.Select(_ => new List<Sample>())];
        for (var run = 0; run <= runs; run++)
        {
            for (var i = 0; i < commands.Length; i++)
            {
                var sample = await RunAsync(commands[i]);
                if (run > 0)
                {
                    samples[i].Add(sample);
                }
            }
        }

        return [.. samples.Select(list => new Sample(
            list[0].Name, Median(list.Select(s => s.Process)), Median(list.Select(s => s.Reported))))];
    }

    private static async Task<Sample> RunAsync(Command command)
    {
        var start = new ProcessStartInfo(command.Program, command.Arguments) { RedirectStandardOutput = true };
        foreach (var (name, value) in command.Environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        var clock = Stopwatch.StartNew();
        using var process = System.Diagnostics.Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var elapsed = clock.Elapsed.TotalMilliseconds;
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{command.Name} ended with exit code {process.ExitCode}");
        }

        var last = output.TrimEnd().Split('\n')[^1];
        return new Sample(
            command.Name, elapsed, double.TryParse(last, CultureInfo.InvariantCulture, out var reported) ? reported : double.NaN);
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[sorted.Length / 2] + sorted[(sorted.Length - 1) / 2]) / 2;
    }

    /// <summary>A program to time.</summary>
    /// <param name="Name">What the table calls it.</param>
    /// <param name="Program">The program.</param>
    /// <param name="Arguments">Its arguments.</param>
    /// <param name="Environment">Variables on top of this process's own.</param>
    internal sealed record Command(
        string Name, string Program, IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string>? Environment = null);
}
