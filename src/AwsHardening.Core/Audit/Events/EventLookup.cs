using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using AwsHardening.Core.Account;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Reading;
using AwsHardening.Seam;

namespace AwsHardening.Core.Audit;

/// <summary>
/// Event history of several Regions, newest first: each Region is read at its own pace, and the streams are merged by time. AWS filters by
/// one attribute; the rest is filtered here.
/// </summary>
internal sealed class EventLookup(AwsSession session, IReadOnlyList<string> regions, IOperationHost host)
{
    private const int Ahead = 100;

    // What AWS takes of LookupEvents in a Region each second; beside it stands the session's own budget.
    private const int PerSecond = 2;

    private readonly Dictionary<string, RequestBudget> _paces = regions.ToDictionary(region => region, _ => new RequestBudget(session.AccountClock, PerSecond));

    public async IAsyncEnumerable<TrailEvent> FindAsync(TrailEventQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var attributes = Attributes(query);
        var streams = regions.SelectMany(region => attributes.Select(attribute => Start(region, attribute, query, stop.Token))).ToArray();
        try
        {
            // One that matches two of the values comes twice.
            HashSet<string>? seen = attributes.Count > 1 ? new(StringComparer.Ordinal) : null;
            List<(ChannelReader<TrailEvent> Reader, TrailEvent Head)> heads = [];
            foreach (var (reader, _) in streams)
            {
                await AdvanceAsync(heads, reader, cancellationToken);
            }

            while (heads.Count > 0)
            {
                var newest = heads.MaxBy(head => head.Head.Time);
                heads.Remove(newest);
                if (seen?.Add(newest.Head.EventId) != false && query.Passes(newest.Head))
                {
                    yield return newest.Head;
                }

                await AdvanceAsync(heads, newest.Reader, cancellationToken);
            }
        }
        finally
        {
            stop.Cancel();
            await Task.WhenAll(streams.Select(stream => stream.Done)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>The attribute that narrows most, one lookup a value; a lone null for none.</summary>
    internal static IReadOnlyList<JsonObject?> Attributes(TrailEventQuery query)
    {
        foreach (var (key, values) in new[] { ("ResourceName", query.ResourceName), ("EventName", query.EventName), ("Username", query.UserName) })
        {
            // A pattern can only be matched here.
            if (values.Count > 0 && !values.Any(TrailEventQuery.IsPattern))
            {
                return [.. values.Distinct(StringComparer.Ordinal).Select(value => new JsonObject { ["AttributeKey"] = key, ["AttributeValue"] = value })];
            }
        }

        return query.ReadOnly is { } read
            ? [new JsonObject { ["AttributeKey"] = "ReadOnly", ["AttributeValue"] = read ? "true" : "false" }] : [null];
    }

    private static async Task AdvanceAsync(
        List<(ChannelReader<TrailEvent> Reader, TrailEvent Head)> heads, ChannelReader<TrailEvent> reader, CancellationToken cancellationToken)
    {
        if (await reader.WaitToReadAsync(cancellationToken) && reader.TryRead(out var next))
        {
            heads.Add((reader, next));
        }
    }

    private (ChannelReader<TrailEvent> Reader, Task Done) Start(
        string region, JsonObject? attribute, TrailEventQuery query, CancellationToken cancellationToken)
    {
        var channel = Channel.CreateBounded<TrailEvent>(Ahead);
        return (channel.Reader, Task.Run(() => ReadAsync(region, attribute, query, channel.Writer, cancellationToken), CancellationToken.None));
    }

    private async Task ReadAsync(
        string region, JsonObject? attribute, TrailEventQuery query, ChannelWriter<TrailEvent> events, CancellationToken cancellationToken)
    {
        try
        {
            var parameters = new JsonObject { ["MaxResults"] = 50 };
            if (attribute is not null)
            {
                parameters["LookupAttributes"] = new JsonArray(attribute.DeepClone());
            }

            foreach (var (name, time) in new[] { ("StartTime", query.Since), ("EndTime", query.Until) })
            {
                if (time is { } said)
                {
                    parameters[name] = said.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
                }
            }

            do
            {
                await _paces[region].WaitAsync(hasAmpleQuota: false, cancellationToken);
                var page = await AuditReads.ReadAsync(session.In(region), "cloudtrail", "LookupEvents", parameters, cancellationToken);
                foreach (var found in (page["Events"] as JsonArray ?? []).OfType<JsonObject>())
                {
                    await events.WriteAsync(TrailEventRecord.FromLookup(found), cancellationToken);
                }

                parameters["NextToken"] = page["NextToken"]?.DeepClone();
            }
            while (parameters["NextToken"] is not null);
        }
        catch (UnreadFactException e)
        {
            // The history of the other Regions is still to be had.
            await host.WriteErrorAsync(AwsErrors.Describe(e, $"reading the event history of {region}", e.IamAction, region), cancellationToken);
        }
        finally
        {
            events.TryComplete();
        }
    }
}
