using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Snapshots;

namespace AwsHardening.Core.Account.Snapshots;

/// <summary>
/// Reads what watches a Region: trails, recorder and delivery channel, detector, analyzers. Neither events nor timelines nor findings
/// are read.
/// </summary>
internal sealed class SnapshotAudit(SnapshotParts parts)
{
    // None of these lists has pages but the last two.
    private static readonly SnapshotList s_trails = new("cloudtrail", "DescribeTrails", "trailList", "", "");
    private static readonly SnapshotList s_recorders = new("config", "DescribeConfigurationRecorders", "ConfigurationRecorders", "", "");
    private static readonly SnapshotList s_channels = new("config", "DescribeDeliveryChannels", "DeliveryChannels", "", "");
    private static readonly SnapshotList s_detectors = new("guardduty", "ListDetectors", "DetectorIds", "NextToken", "NextToken");
    private static readonly SnapshotList s_analyzers = new("accessanalyzer", "ListAnalyzers", "analyzers", "nextToken", "nextToken");

    // What moves on with every file is no setting of a trail.
    private static readonly string[] s_trailStatus = ["IsLogging", "StartLoggingTime", "StopLoggingTime", "LatestDeliveryError"];

    private static readonly string[] s_recorderStatus =
        ["recording", "lastStartTime", "lastStopTime", "lastStatus", "lastErrorCode", "lastErrorMessage"];

    public IAsyncEnumerable<IEnumerable<SnapshotRecord>> Pages(SnapshotType type, CancellationToken token) =>
        type == SnapshotTypes.Trail ? Of(type, s_trails, TrailAsync, token)
        : type == SnapshotTypes.Recorder ? Of(type, s_recorders, RecorderAsync, token)
        : type == SnapshotTypes.DeliveryChannel ? Of(type, s_channels, _ => Task.CompletedTask, token)
        : type == SnapshotTypes.Detector ? Of(type, s_detectors, DetectorAsync, token)
        : Of(type, s_analyzers, AnalyzerAsync, token);

    private async IAsyncEnumerable<IEnumerable<SnapshotRecord>> Of(
        SnapshotType type, SnapshotList list, Func<SnapshotPart, Task> read, [EnumeratorCancellation] CancellationToken token)
    {
        await foreach (var page in parts.Pages(list, null, token))
        {
            yield return await parts.RecordsAsync(type, type == SnapshotTypes.Detector ? [.. page.Select(Detector)] : page, read, token);
        }
    }

    private static JsonObject Detector(JsonObject listed) => new() { ["DetectorId"] = listed[s_detectors.Items]?.DeepClone() };

    private static async Task TrailAsync(SnapshotPart trail)
    {
        if (await trail.AskAsync("GetTrailStatus", ("Name", trail.Id)) is { } status)
        {
            Take(trail, status, s_trailStatus);
            trail.Set("HasDelivered", status["LatestDeliveryTime"] is null ? null : true);
            trail.Set("HasDeliveredDigest", status["LatestDigestDeliveryTime"] is null ? null : true);
        }

        if (await trail.AskAsync("GetEventSelectors", ("TrailName", trail.Id)) is { } selectors)
        {
            Take(trail, selectors, ["EventSelectors", "AdvancedEventSelectors"]);
        }
    }

    private static async Task RecorderAsync(SnapshotPart recorder)
    {
        var answer = await recorder.AskAsync(
            "DescribeConfigurationRecorderStatus", new JsonObject { ["ConfigurationRecorderNames"] = new JsonArray(recorder.Id) });
        if (answer?["ConfigurationRecordersStatus"] is JsonArray { Count: > 0 } statuses)
        {
            Take(recorder, (JsonObject)statuses[0]!, s_recorderStatus);
        }
    }

    private static async Task DetectorAsync(SnapshotPart detector)
    {
        if (await detector.AskAsync("GetDetector", ("DetectorId", detector.Id)) is { } answer)
        {
            Take(detector, answer, [.. answer.Select(member => member.Key)]);
        }
    }

    private static Task AnalyzerAsync(SnapshotPart analyzer)
    {
        analyzer.Drop("lastResourceAnalyzed", "lastResourceAnalyzedAt");
        return Task.CompletedTask;
    }

    private static void Take(SnapshotPart part, JsonObject answer, string[] members) =>
        Array.ForEach(members, member => part.Set(member, answer[member]));
}
