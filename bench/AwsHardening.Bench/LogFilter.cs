using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using AwsHardening.Core.Audit;

namespace AwsHardening.Bench;

/// <summary>Filtering trail log files against plain decompression of the same files on the same cores, and against <c>zcat | jq</c>.</summary>
internal static class LogFilter
{
    private const int Runs = 3;
    private const int DefaultMegabytes = 1024;

    public static async Task<Table> MeasureAsync()
    {
        var megabytes = int.TryParse(Environment.GetEnvironmentVariable("AWS_HARDENING_BENCH_LOG_MB"), CultureInfo.InvariantCulture, out var said) ? said : DefaultMegabytes;
        var folder = Directory.CreateTempSubdirectory("trail-logs-").FullName;
        try
        {
            LogSeed.Fill(folder, (long)megabytes << 20);
            var plain = await MedianAsync(() => DecompressAsync(folder));
            var byResource = await MedianAsync(() => FilterAsync(folder, new TrailEventQuery { ResourceName = [LogSeed.Wanted] }));
            // A time that no file can be left out for by its name.
            var byTime = await MedianAsync(() => FilterAsync(folder, new TrailEventQuery { Until = new DateTimeOffset(2025, 12, 31, 0, 0, 0, TimeSpan.Zero) }));
            List<(string What, Taken Taken)> rows =
                [("plain decompression, all cores", plain), ("Get-TrailEvent by resource", byResource), ("Get-TrailEvent by time alone", byTime)];
            if (await JqAsync(folder) is { } jq)
            {
                rows.Add(("zcat piped to jq, by resource, one core", jq));
            }
            else
            {
                Console.WriteLine("SKIPPED: the comparison with zcat | jq: jq is not on this machine");
            }

            return new Table(
                "Filtering trail log files",
                $"{megabytes} MB of records, decompressed; {Environment.ProcessorCount} cores; medians of {Runs} runs. A speed of 1 is that of plain decompression; the speed a core is told from processor time, which other work on the machine disturbs less.",
                ["what", "seconds", "MB/s", "speed", "processor seconds", "speed a core"],
                [.. rows.Select(row => new[]
                {
                    row.What, Report.Number(row.Taken.Wall, "N2"), Report.Number(megabytes / row.Taken.Wall), Report.Number(plain.Wall / row.Taken.Wall, "N2"),
                    Report.Number(row.Taken.Processor, "N2"), Report.Number(plain.Processor / row.Taken.Processor, "N2"),
                })]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Task DecompressAsync(string folder) => Parallel.ForEachAsync(
        Directory.EnumerateFiles(folder), new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
        async (file, token) =>
        {
            var buffer = new byte[1 << 20];
            await using var stream = new GZipStream(File.OpenRead(file), CompressionMode.Decompress);
            while (stream.Read(buffer) > 0)
            {
                token.ThrowIfCancellationRequested();
            }
        });

    private static async Task FilterAsync(string folder, TrailEventQuery query)
    {
        await foreach (var _ in TrailEventOperation.FindInPathAsync(folder, query, new ConsentingHost(), CancellationToken.None))
        {
            // Counted by nobody: what is measured is the finding.
        }
    }

    private static async Task<Taken> MedianAsync(Func<Task> work)
    {
        List<Taken> taken = [];
        for (var run = 0; run < Runs; run++)
        {
            var (watch, before) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
            await work();
            taken.Add(new Taken(watch.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - before).TotalSeconds));
        }

        return new Taken(
            taken.Select(one => one.Wall).Order().ElementAt(Runs / 2), taken.Select(one => one.Processor).Order().ElementAt(Runs / 2));
    }

    /// <summary>How long something took, in seconds.</summary>
    /// <param name="Wall">Of the clock.</param>
    /// <param name="Processor">Of all cores together.</param>
    private sealed record Taken(double Wall, double Processor);

    private static async Task<Taken?> JqAsync(string folder)
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        if (OperatingSystem.IsWindows() || !path.Any(entry => File.Exists(Path.Combine(entry, "jq"))))
        {
            return null;
        }

        var watch = Stopwatch.StartNew();
        using var shell = Process.Start(new ProcessStartInfo("sh",
            ["-c", $"for f in '{folder}'/*.gz; do zcat \"$f\" | jq -c '.Records[] | select(.requestParameters.target == \"{LogSeed.Wanted}\")' > /dev/null; done"]))!;
        await shell.WaitForExitAsync();
        // One after the other: what it took of the clock is the better half of what it took of the processor.
        return new Taken(watch.Elapsed.TotalSeconds, watch.Elapsed.TotalSeconds);
    }
}
