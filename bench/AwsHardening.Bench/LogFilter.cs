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
            var byTime = await MedianAsync(() => FilterAsync(folder, new TrailEventQuery { Until = DateTimeOffset.UnixEpoch }));
            List<(string What, double Seconds)> rows =
                [("plain decompression, all cores", plain), ("Get-TrailEvent by resource", byResource), ("Get-TrailEvent by time alone", byTime)];
            if (await JqAsync(folder) is { } jq)
            {
                rows.Add(("zcat | jq by resource", jq));
            }
            else
            {
                Console.WriteLine("SKIPPED: the comparison with zcat | jq: jq is not on this machine");
            }

            return new Table(
                "Filtering trail log files",
                $"{megabytes} MB of records, decompressed; {Environment.ProcessorCount} cores; medians of {Runs} runs. A speed of 1 is that of plain decompression.",
                ["what", "seconds", "MB/s", "speed"],
                [.. rows.Select(row => new[]
                {
                    row.What, Report.Number(row.Seconds, "N2"), Report.Number(megabytes / row.Seconds), Report.Number(plain / row.Seconds, "N2"),
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

    private static async Task<double> MedianAsync(Func<Task> work)
    {
        List<double> seconds = [];
        for (var run = 0; run < Runs; run++)
        {
            var watch = Stopwatch.StartNew();
            await work();
            seconds.Add(watch.Elapsed.TotalSeconds);
        }

        return seconds.Order().ElementAt(Runs / 2);
    }

    private static async Task<double?> JqAsync(string folder)
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
        return watch.Elapsed.TotalSeconds;
    }
}
