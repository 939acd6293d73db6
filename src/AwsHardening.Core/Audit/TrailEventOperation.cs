using System.Runtime.CompilerServices;
using Amazon.Runtime;
using AwsHardening.Core.Account;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Reading;
using AwsHardening.Seam;

namespace AwsHardening.Core.Audit;

/// <summary>Finds recorded calls: in event history, in a trail's bucket, in a folder.</summary>
public static class TrailEventOperation
{
    private static readonly TimeSpan s_kept = TimeSpan.FromDays(90);

    /// <summary>Reads event history, newest first.</summary>
    /// <param name="session">The session.</param>
    /// <param name="regions">The Regions; empty for the session's own, <c>*</c> for all that are enabled.</param>
    /// <param name="query">Which events.</param>
    /// <param name="follow">Go on, oldest first, until stopped.</param>
    /// <param name="host">Takes one error a Region.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async IAsyncEnumerable<TrailEvent> FindAsync(
        HardeningSession session, IReadOnlyList<string> regions, TrailEventQuery query, bool follow, IOperationHost host,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var aws = AwsSession.Of(session);
        if (query.Since is { } since && since < aws.AccountClock.GetUtcNow() - s_kept)
        {
            await host.WriteErrorAsync(EventErrors.Older(since), cancellationToken);
        }

        var lookup = new EventLookup(aws, await RegionsAsync(aws, regions, cancellationToken), host);
        var events = follow ? new EventFollow(aws, lookup).RunAsync(query, cancellationToken) : lookup.FindAsync(query, cancellationToken);
        await foreach (var found in events)
        {
            yield return found;
        }
    }

    /// <summary>Reads the log files of a bucket.</summary>
    /// <param name="session">The session.</param>
    /// <param name="bucket">The bucket.</param>
    /// <param name="keyPrefix">What keys begin with, or null.</param>
    /// <param name="query">Which events.</param>
    /// <param name="host">Takes one error a file.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async IAsyncEnumerable<TrailEvent> FindInBucketAsync(
        HardeningSession session, string bucket, string? keyPrefix, TrailEventQuery query, IOperationHost host,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var aws = AwsSession.Of(session);
        var events = LogFiles.FindAsync(LogFiles.OfBucket(aws, bucket, keyPrefix, query, cancellationToken), query, host, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using (events)
        {
            while (true)
            {
                try
                {
                    if (!await events.MoveNextAsync())
                    {
                        yield break;
                    }
                }
                catch (AmazonServiceException e)
                {
                    throw new OperationException(AwsErrors.Describe(e, $"listing bucket {bucket}", "s3:ListBucket", bucket));
                }

                yield return events.Current;
            }
        }
    }

    /// <summary>Reads the log files of a folder.</summary>
    /// <param name="path">The folder, or a file.</param>
    /// <param name="query">Which events.</param>
    /// <param name="host">Takes one error a file.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="OperationException">There is nothing at the path.</exception>
    public static IAsyncEnumerable<TrailEvent> FindInPathAsync(
        string path, TrailEventQuery query, IOperationHost host, CancellationToken cancellationToken) =>
        File.Exists(path) || Directory.Exists(path)
            ? LogFiles.FindAsync(LogFiles.OfPath(path, query), query, host, cancellationToken) : throw EventErrors.NoPath(path);

    /// <summary>The Regions that are meant.</summary>
    internal static async Task<IReadOnlyList<string>> RegionsAsync(AwsSession session, IReadOnlyList<string> regions, CancellationToken cancellationToken)
    {
        if (!regions.Contains("*"))
        {
            return regions.Count == 0 ? [session.Region] : [.. regions.Distinct(StringComparer.Ordinal)];
        }

        var enabled = await new AccountView(session, cancellationToken).Regions();
        return enabled.IsKnown ? [.. enabled.Value.Select(region => region.RegionName).Where(session.Reaches)]
            : throw new OperationException(AwsErrors.Describe(enabled.Reason!, "listing the Regions", "ec2:DescribeRegions", session));
    }
}
