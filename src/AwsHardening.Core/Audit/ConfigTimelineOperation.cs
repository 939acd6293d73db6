using System.Runtime.CompilerServices;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Changes.Journals;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Reading;
using AwsHardening.Seam;

namespace AwsHardening.Core.Audit;

/// <summary>What is known of a resource's past.</summary>
public static class ConfigTimelineOperation
{
    /// <summary>The configuration items of a resource, oldest first, each with what it changed and the event that caused it.</summary>
    /// <param name="session">The session; the resource is in its Region.</param>
    /// <param name="resourceId">The resource's id, or a bucket's ARN.</param>
    /// <param name="resourceType">Its type; null to tell it from the id.</param>
    /// <param name="since">At this time or later; null from the beginning.</param>
    /// <param name="until">At this time or earlier; null to the end.</param>
    /// <param name="host">Takes errors and warnings.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async IAsyncEnumerable<ConfigTimelineItem> GetAsync(
        HardeningSession session, string resourceId, string? resourceType, DateTimeOffset? since, DateTimeOffset? until, IOperationHost host,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (ResourceName.Of(resourceId, resourceType) is not { } resource)
        {
            await host.WriteErrorAsync(NoType(resourceId), cancellationToken);
            yield break;
        }

        foreach (var item in await TimelineAsync(AwsSession.Of(session), resource, since, until, host, cancellationToken))
        {
            yield return item;
        }
    }

    /// <summary>Everything that is known to have happened to a resource, oldest first.</summary>
    /// <inheritdoc cref="GetAsync"/>
    public static async IAsyncEnumerable<ResourceHistoryEntry> HistoryAsync(
        HardeningSession session, string resourceId, string? resourceType, DateTimeOffset? since, DateTimeOffset? until, IOperationHost host,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var aws = AwsSession.Of(session);
        var id = ResourceName.Of(resourceId, resourceType)?.Id ?? resourceId;
        List<ResourceHistoryEntry> all = [];
        await foreach (var found in Events(aws, id, since, until, host).WithCancellation(cancellationToken))
        {
            all.Add(Entry(aws, id, found.Time, "Event", found.EventName + (found.ErrorCode is { } code ? $" ({code})" : ""), found.UserName, found));
        }

        if (ResourceName.Of(resourceId, resourceType) is { } resource)
        {
            all.AddRange((await TimelineAsync(aws, resource, since, until, host, cancellationToken)).Select(item => Entry(aws, id, item.Time, "Configuration",
                item.Changes.Count + item.RelationshipChanges.Count == 0 ? item.Status : string.Join("; ", item.Changes.Select(c => c.Path).Concat(item.RelationshipChanges.Select(r => r.ToString())).Distinct()),
                item.Cause?.UserName, item)));
        }
        else
        {
            host.WriteWarning($"AWS Config was not asked: what kind of resource {resourceId} is cannot be told from its name. Say -ResourceType.");
        }

        await foreach (var finding in ThreatFindingOperation.FindAsync(session, [aws.Region], new ThreatFindingQuery { ResourceId = id, IncludeArchived = true }, 1, new Quiet(host), cancellationToken))
        {
            if (finding.LastSeen is { } seen && (since is null || seen >= since) && (until is null || seen <= until))
            {
                all.Add(Entry(aws, id, seen, "Finding", $"{finding.SeverityLabel}: {finding.Type}", null, finding));
            }
        }

        var journal = await (await JournalInForce.OfAsync(session, cancellationToken)).ReadAsync(cancellationToken);
        foreach (var journaled in journal.Changes.Where(c => journal.Ids.Resolve(c.Change.ResourceId) == id && c.Change.Region == aws.Region
            && (since is null || c.Time >= since) && (until is null || c.Time <= until)))
        {
            var change = ChangeRecord.From(journaled, journal.Ids);
            all.Add(Entry(aws, id, change.Time, "Change", $"{change.Status}: {change.Why}", change.CallerArn.Split('/')[^1], change));
        }

        foreach (var entry in all.OrderBy(entry => entry.Time))
        {
            yield return entry;
        }
    }

    private static async Task<IReadOnlyList<ConfigTimelineItem>> TimelineAsync(
        AwsSession session, ResourceName resource, DateTimeOffset? since, DateTimeOffset? until, IOperationHost host, CancellationToken cancellationToken)
    {
        try
        {
            var timeline = await TimelineReader.ReadAsync(session, resource.Type, resource.Id, since, until, cancellationToken);
            return timeline.Items.Count == 0 ? [] : await WithCausesAsync(session, resource, timeline, host, cancellationToken);
        }
        catch (UnreadFactException e)
        {
            await host.WriteErrorAsync(
                AwsErrors.Describe(e, $"reading the timeline of {resource.Id}", e.IamAction, resource.Id) is var error && AwsErrors.Code(e) == "NoAvailableConfigurationRecorderException"
                    ? error with { Category = OperationErrorCategory.InvalidOperation, Action = "Turn AWS Config on: Enable-AuditBaseline -Include Config" } : error,
                cancellationToken);
            return [];
        }
    }

    private static async Task<IReadOnlyList<ConfigTimelineItem>> WithCausesAsync(
        AwsSession session, ResourceName resource, Timeline timeline, IOperationHost host, CancellationToken cancellationToken)
    {
        List<TrailEvent> events = [];
        await foreach (var found in Events(
            session, resource.Id, timeline.Items[0].Time - CauseMatch.CapturedWithin, timeline.Items[^1].Time + TimeSpan.FromSeconds(1), new Quiet(host))
            .WithCancellation(cancellationToken))
        {
            events.Add(found);
        }

        return CauseMatch.Apply(resource.Id, timeline, events);
    }

    private static IAsyncEnumerable<TrailEvent> Events(
        AwsSession session, string id, DateTimeOffset? since, DateTimeOffset? until, IOperationHost host) =>
        new EventLookup(session, [session.Region], host).FindAsync(new TrailEventQuery { ResourceName = [id], Since = since, Until = until }, CancellationToken.None);

    private static ResourceHistoryEntry Entry(AwsSession session, string id, DateTimeOffset time, string source, string what, string? who, object item) => new()
    {
        Time = time,
        Source = source,
        What = what,
        Who = who,
        ResourceId = id,
        Region = session.Region,
        Item = item,
    };

    private static OperationError NoType(string id) => new(
        "ResourceTypeUnknown", OperationErrorCategory.InvalidArgument, $"What kind of resource {id} is cannot be told from its name.",
        "Say it with -ResourceType, such as AWS::EC2::NetworkAcl.", id);

    /// <summary>Where one source of several is not to be had, a warning says so.</summary>
    private sealed class Quiet(IOperationHost host) : IOperationHost
    {
        public ValueTask<bool> ShouldProcessAsync(string target, string action, CancellationToken cancellationToken) => ValueTask.FromResult(false);

        public ValueTask<bool?> ShouldContinueAsync(string query, string caption, CancellationToken cancellationToken) => ValueTask.FromResult<bool?>(null);

        public ValueTask WriteErrorAsync(OperationError error, CancellationToken cancellationToken)
        {
            host.WriteWarning(error.Message);
            return ValueTask.CompletedTask;
        }

        public void WriteWarning(string message) => host.WriteWarning(message);

        public void WriteVerbose(string message) => host.WriteVerbose(message);

        public void WriteProgress(string activity, string status, int percent)
        {
        }
    }
}
