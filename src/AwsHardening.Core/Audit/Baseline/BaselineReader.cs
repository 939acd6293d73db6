using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Reading;
using AwsHardening.Seam;

namespace AwsHardening.Core.Audit;

/// <summary>Reads what the Regions have, several at a time; what cannot be read in one Region hides nothing of the others.</summary>
internal static class BaselineReader
{
    public static async Task<IReadOnlyList<RegionFacts>> ReadAsync(BaselineScene scene, IOperationHost host, CancellationToken cancellationToken)
    {
        var all = scene.Regions.Select(region => new RegionFacts(region)).ToArray();
        var done = 0;
        using var held = scene.Session.HoldToBudget();
        await Parallel.ForEachAsync(
            all, new ParallelOptions { MaxDegreeOfParallelism = scene.Options.ThrottleLimit, CancellationToken = cancellationToken },
            async (facts, token) =>
            {
                await ReadAsync(scene, facts, token);
                host.WriteProgress("Reading the Regions", facts.Region, 100 * Interlocked.Increment(ref done) / all.Length);
            });
        host.WriteProgress("Reading the Regions", "", 101);
        return all;
    }

    /// <summary>The account's public access block; null where it is not asked for.</summary>
    public static async Task<Fact<JsonObject>?> AccountBlockAsync(BaselineScene scene, CancellationToken cancellationToken) =>
        scene.Options.Has(AuditBaselineService.BucketPublicAccessBlock)
            ? await TryAsync(() => AccountBlockKind.ReadAsync(scene.In(scene.Home), scene.Caller.AccountId, cancellationToken)) : null;

    /// <summary>Something read, or why it was not.</summary>
    public static async Task<Fact<T>> TryAsync<T>(Func<Task<T>> read)
    {
        try
        {
            return Fact.Known(await read());
        }
        catch (UnreadFactException e)
        {
            return Fact.Unknown<T>(e);
        }
    }

    private static async Task ReadAsync(BaselineScene scene, RegionFacts facts, CancellationToken token)
    {
        var session = scene.In(facts.Region);
        if (scene.Options.Has(AuditBaselineService.CloudTrail))
        {
            facts.Trails = await TryAsync(() => TrailsAsync(scene, session, token));
        }

        if (scene.Options.Has(AuditBaselineService.Config))
        {
            facts.Recorder = await TryAsync(() => RecorderKind.ReadAsync(session, token));
        }

        if (scene.Options.Has(AuditBaselineService.GuardDuty))
        {
            facts.Detector = await TryAsync(() => DetectorKind.ReadAsync(session, token));
        }

        if (scene.Options.Has(AuditBaselineService.EbsEncryption))
        {
            facts.EbsEncryption = await TryAsync(() => EbsEncryptionKind.ReadAsync(session, token));
        }

        if (scene.Options.Has(AuditBaselineService.AccessAnalyzer))
        {
            facts.Analyzer = await TryAsync(() => AnalyzerKind.ReadAsync(session, token));
        }

        if (scene.Options.Has(AuditBaselineService.FlowLogs))
        {
            facts.FlowLogs = await TryAsync(() => FlowLogsAsync(session, token));
        }
    }

    private static async Task<IReadOnlyList<JsonObject>> TrailsAsync(BaselineScene scene, AwsSession session, CancellationToken token)
    {
        // An organization's trail is shown in its members as a shadow, wherever its home is; so is one whose home is not looked at.
        var answer = await AuditReads.ReadAsync(session, "cloudtrail", "DescribeTrails", new() { ["includeShadowTrails"] = true }, token);
        List<JsonObject> trails = [];
        foreach (var trail in (answer["trailList"] as JsonArray ?? []).OfType<JsonObject>()
            .Where(t => (string?)t["HomeRegion"] == session.Region || (bool?)t["IsOrganizationTrail"] == true
                || !scene.Regions.Contains((string?)t["HomeRegion"] ?? "")))
        {
            trails.Add(await TrailKind.ReadAsync(session, trail, token));
        }

        return trails;
    }

    private static async Task<IReadOnlyDictionary<string, JsonObject>> FlowLogsAsync(AwsSession session, CancellationToken token)
    {
        var logs = await FlowLogKind.ReadAsync(session, token);
        var vpcs = await AuditReads.PagesAsync(session, "ec2", "DescribeVpcs", [], "Vpcs", token);
        return vpcs.Select(vpc => (string)vpc["VpcId"]!).ToDictionary(id => id, id => logs.GetValueOrDefault(id) ?? ContentKind.Absent());
    }
}
