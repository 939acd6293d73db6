using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading.Channels;
using Amazon.Runtime;
using Amazon.S3.Model;
using AwsHardening.Core.Account;
using AwsHardening.Core.Errors;
using AwsHardening.Seam;

namespace AwsHardening.Core.Audit;

/// <summary>A log file that can be opened.</summary>
/// <param name="Name">Its path or key.</param>
/// <param name="OpenAsync">Opens it, compressed as it is.</param>
internal sealed record LogFile(string Name, Func<CancellationToken, Task<Stream>> OpenAsync);

/// <summary>Filters trail log files, as many at a time as there are cores, in memory that does not grow with them.</summary>
internal static class LogFiles
{
    private const int Ahead = 1000;

    /// <summary>The events of the files, in no particular order.</summary>
    public static async IAsyncEnumerable<TrailEvent> FindAsync(
        IAsyncEnumerable<LogFile> files, TrailEventQuery query, IOperationHost host, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var channel = Channel.CreateBounded<TrailEvent>(Ahead);
        var filter = new RecordFilter(query);
        var work = Task.Run(
            async () =>
            {
                try
                {
                    await Parallel.ForEachAsync(
                        files, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = stop.Token },
                        async (file, token) => await ReadAsync(file, filter, query, host, channel.Writer, token));
                    channel.Writer.TryComplete();
                }
                catch (Exception e)
                {
                    channel.Writer.TryComplete(e);
                }
            },
            CancellationToken.None);
        try
        {
            await foreach (var found in channel.Reader.ReadAllAsync(cancellationToken))
            {
                yield return found;
            }
        }
        finally
        {
            stop.Cancel();
            await work;
        }
    }

    /// <summary>The log files of a folder and of its folders that can hold what is asked for, or the file itself.</summary>
    public static async IAsyncEnumerable<LogFile> OfPath(string path, TrailEventQuery query)
    {
        await Task.CompletedTask;
        IEnumerable<string> files = File.Exists(path) ? [path] : Directory.EnumerateFiles(path, "*.json*", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file) is var name && IsLog(name) && LogFileName.MayHold(name, query)).Order(StringComparer.Ordinal);
        foreach (var file in files)
        {
            yield return new LogFile(file, _ => Task.FromResult<Stream>(File.OpenRead(file)));
        }
    }

    /// <summary>The log files of a bucket whose day can hold what is asked for.</summary>
    public static async IAsyncEnumerable<LogFile> OfBucket(
        AwsSession session, string bucket, string? keyPrefix, TrailEventQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? token = null;
        do
        {
            var page = await session.S3.ListObjectsV2Async(
                new ListObjectsV2Request { BucketName = bucket, Prefix = keyPrefix, ContinuationToken = token }, cancellationToken);
            foreach (var key in (page.S3Objects ?? []).Select(found => found.Key).Where(key => key.Split('/')[^1] is var name && IsLog(name) && IsInTime(key, query) && LogFileName.MayHold(name, query)))
            {
                yield return new LogFile(key, async stop =>
                    (await session.S3.GetObjectAsync(new GetObjectRequest { BucketName = bucket, Key = key }, stop)).ResponseStream);
            }

            token = page.NextContinuationToken;
        }
        while (token is not null);
    }

    private static bool IsLog(string name) =>
        // A baseline's bucket has the files of AWS Config too.
        !name.Contains("CloudTrail-Digest", StringComparison.Ordinal) && !name.Contains("_Config_", StringComparison.Ordinal)
        && (name.EndsWith(".json.gz", StringComparison.Ordinal) || name.EndsWith(".json", StringComparison.Ordinal));

    // A file stands under the day it was delivered, which is that of its events or the next; one of a trail that could not reach its bucket
    // may come later, and is not looked for here: it would mean a request for each file of a month.
    private static bool IsInTime(string key, TrailEventQuery query)
    {
        var parts = key.Split('/');
        if (parts.Length < 4 || !DateOnly.TryParseExact(string.Join('/', parts[^4..^1]), "yyyy/MM/dd", out var day))
        {
            return true;
        }

        return (query.Since is not { } since || day >= DateOnly.FromDateTime(since.UtcDateTime))
            && (query.Until is not { } until || day <= DateOnly.FromDateTime(until.UtcDateTime).AddDays(1));
    }

    private static async Task ReadAsync(
        LogFile file, RecordFilter filter, TrailEventQuery query, IOperationHost host, ChannelWriter<TrailEvent> events, CancellationToken token)
    {
        try
        {
            await using var opened = await file.OpenAsync(token);
            await using var stream = file.Name.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(opened, CompressionMode.Decompress) : opened;
            var scan = new RecordScan(filter);
            await using var sink = new RecordSink(scan, (found, stop) => query.Passes(found) ? events.WriteAsync(found, stop) : ValueTask.CompletedTask);
            await stream.CopyToAsync(sink, RecordSink.Piece, token);
            scan.End();
        }
        catch (Exception e) when (e is IOException or InvalidDataException or JsonException or UnauthorizedAccessException or FormatException
            or InvalidOperationException)
        {
            await host.WriteErrorAsync(EventErrors.NotALog(file.Name, e), token);
        }
        catch (AmazonServiceException e)
        {
            await host.WriteErrorAsync(AwsErrors.Describe(e, $"reading {file.Name}", "s3:GetObject", file.Name), token);
        }
    }
}
