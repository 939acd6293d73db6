using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace AwsHardening.Bench;

/// <summary>Prints each table and keeps it in bench/results.</summary>
/// <param name="powerShell">How PowerShell is started; empty where there is none.</param>
internal sealed class Report(string[] powerShell)
{
    private readonly string _folder = Path.Combine(Folders.Root, "bench", "results");

    /// <summary>A number of milliseconds, or of times, as the tables show it.</summary>
    public static string Number(double value, string format = "N0") =>
        double.IsNaN(value) ? "-" : value.ToString(format, CultureInfo.InvariantCulture);

    public async Task WriteAsync(string name, Table table)
    {
        var text = new StringBuilder($"# {table.Title}\n\n{table.Method}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"| {string.Join(" | ", table.Headings)} |\n");
        text.Append(CultureInfo.InvariantCulture, $"|{string.Concat(table.Headings.Select((_, i) => i == 0 ? " --- |" : " ---: |"))}\n");
        foreach (var row in table.Rows)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {string.Join(" | ", row)} |\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"\n{Machine()}\n");
        Console.WriteLine(text);
        Directory.CreateDirectory(_folder);
        await File.WriteAllTextAsync(Path.Combine(_folder, name + ".md"), text.ToString());
    }

    private string Machine() =>
        $"{TimeProvider.System.GetUtcNow():yyyy-MM-dd}, {RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture}, "
        + $"{Environment.ProcessorCount} processors, {RuntimeInformation.FrameworkDescription}, {PowerShellVersion()}";

    private string PowerShellVersion()
    {
        if (powerShell.Length == 0)
        {
            return "no PowerShell";
        }

        var start = new ProcessStartInfo(powerShell[0], [.. powerShell[1..], "--version"]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        return process.StandardOutput.ReadToEnd().Trim();
    }
}

/// <summary>What was measured.</summary>
/// <param name="Title">One line.</param>
/// <param name="Method">How, in a sentence or two.</param>
/// <param name="Headings">One a column.</param>
/// <param name="Rows">One string a column.</param>
internal sealed record Table(string Title, string Method, string[] Headings, IReadOnlyList<string[]> Rows);
