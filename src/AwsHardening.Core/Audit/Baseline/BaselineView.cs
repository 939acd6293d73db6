using System.Text.Json.Nodes;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Audit;

/// <summary>Tells from what was read what the baseline asks for and whether it is so. What was not read is Unknown.</summary>
internal sealed class BaselineView(BaselineScene scene, IReadOnlyList<RegionFacts> regions, Fact<JsonObject>? accountBlock)
{
    public IEnumerable<AuditBaselineFact> Facts() => Account().Concat(Regions());

    private IEnumerable<AuditBaselineFact> Regions() => regions.SelectMany(facts => new[]
    {
        facts.Trails is null ? [] : Trail(facts),
        facts.Recorder is null ? [] : Config(facts),
        facts.Detector is { } detector ? Detector(facts.Region, detector) : [],
        facts.EbsEncryption is { } ebs ? Ebs(facts.Region, ebs) : [],
        facts.Analyzer is { } analyzer ? Analyzer(facts.Region, analyzer) : [],
        facts.FlowLogs is { } logs ? FlowLogs(facts.Region, logs) : [],
    }.SelectMany(list => list));

    private IEnumerable<AuditBaselineFact> Trail(RegionFacts facts)
    {
        // A trail of another Region counts where it is of all Regions.
        var seen = regions.Where(r => r.Trails!.IsKnown).SelectMany(r => r.Trails!.Value).DistinctBy(t => (string?)t["TrailARN"])
            .Where(t => (string?)t["HomeRegion"] == facts.Region || (bool?)t["IsMultiRegionTrail"] == true).ToArray();
        var unread = regions.Where(r => !r.Trails!.IsKnown).ToArray();
        AuditBaselineFact Judge(string check, Func<JsonObject, bool> meets, string yes, string no)
        {
            if (seen.FirstOrDefault(meets) is { } trail)
            {
                return Fact(facts.Region, "CloudTrail", check, "Yes", $"trail {trail["Name"]} {yes}", (string?)trail["Name"]);
            }

            return unread.Length > 0
                ? Fact(facts.Region, "CloudTrail", check, "Unknown", $"the trails of {string.Join(", ", unread.Select(r => r.Region))} could not be read: {unread[0].Trails!.Reason!.Message}")
                : Fact(facts.Region, "CloudTrail", check, "No", seen.Length == 0 ? "no trail" : no, (string?)seen.FirstOrDefault()?["Name"]);
        }

        yield return Judge("Logging", IsLogging, "logs all management events", "no trail logs all management events here");
        yield return Judge("AllRegions", t => IsLogging(t) && (bool?)t["IsMultiRegionTrail"] == true, "is of all Regions", "no logging trail is of all Regions");
        yield return Judge("Validation", t => IsLogging(t) && (bool?)t["LogFileValidationEnabled"] == true, "signs its log files", "no logging trail signs its log files");
        yield return Judge("Delivered", t => IsLogging(t) && t["LatestDeliveryTime"] is not null && string.IsNullOrEmpty((string?)t["LatestDeliveryError"]),
            "has delivered", seen.FirstOrDefault(t => !string.IsNullOrEmpty((string?)t["LatestDeliveryError"])) is { } failing
                ? $"delivery fails: {failing["LatestDeliveryError"]}" : "the first delivery is Pending");
    }

    private static bool IsLogging(JsonObject trail) => (bool?)trail[TrailKind.IsLogging] == true && TrailPlanner.LogsAllManagementEvents(trail);

    private IEnumerable<AuditBaselineFact> Config(RegionFacts facts)
    {
        var global = facts.Region == scene.GlobalRegion;
        yield return One(facts.Region, "Config", "Recording", facts.Recorder!, r => (bool?)r[RecorderKind.Recording] == true, "recording", "not recording", "no recorder");
        yield return One(facts.Region, "Config", "AllTypes", facts.Recorder!, r => RecorderPlanner.Meets(r, global: false), "all supported types", "some types only", "no recorder");
        if (global)
        {
            yield return One(facts.Region, "Config", "GlobalTypes", facts.Recorder!, r => RecorderPlanner.Meets(r, global: true), "global types too", "global types left out", "no recorder");
        }

        yield return One(facts.Region, "Config", "Delivering", facts.Recorder!, r => r[RecorderKind.Channel] is not null, "a delivery channel", "no delivery channel", "no recorder");
    }

    private IEnumerable<AuditBaselineFact> Detector(string region, Fact<JsonObject> detector)
    {
        yield return One(region, "GuardDuty", "Enabled", detector, d => (string?)d[DetectorKind.Status] == "ENABLED", "a detector, enabled", "the detector is suspended", "no detector");
        foreach (var plan in scene.Options.ProtectionPlans)
        {
            yield return One(region, "GuardDuty", plan, detector, d => (string?)d[$"{DetectorKind.Feature}{plan}"] == "ENABLED", "on", "off", "no detector");
        }
    }

    private IEnumerable<AuditBaselineFact> Ebs(string region, Fact<JsonObject> ebs) =>
        [One(region, "EbsEncryption", "Default", ebs, e => (bool?)e[EbsEncryptionKind.Default] == true, "new volumes are encrypted", "new volumes are not encrypted by default", "")];

    private IEnumerable<AuditBaselineFact> Analyzer(string region, Fact<JsonObject> analyzer) =>
        [One(region, "AccessAnalyzer", "Enabled", analyzer, _ => true, "an analyzer of external access", "", "no analyzer of external access")];

    private IEnumerable<AuditBaselineFact> FlowLogs(string region, Fact<IReadOnlyDictionary<string, JsonObject>> logs) => !logs.IsKnown
        ? [Fact(region, "FlowLogs", "Logged", "Unknown", logs.Reason!.Message)]
        : logs.Value.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => ContentKind.IsThere(pair.Value)
            ? Fact(region, "FlowLogs", "Logged", "Yes", "all traffic is logged", pair.Key)
            : Fact(region, "FlowLogs", "Logged", "No", "no flow log of all traffic", pair.Key));

    private IEnumerable<AuditBaselineFact> Account()
    {
        const string service = nameof(AuditBaselineService.BucketPublicAccessBlock);
        if (accountBlock is { } block)
        {
            yield return One(scene.Home, service, "Blocked", block, AccountBlockKind.IsWhole, "all of it is on, for all buckets of the account",
                block.IsKnown ? $"off: {string.Join(", ", AccountBlockKind.Settings.Where(setting => !AccountBlockKind.IsOn(block.Value, setting)))}" : "", "the account has none");
        }
    }

    private AuditBaselineFact One(
        string region, string service, string check, Fact<JsonObject> fact, Func<JsonObject, bool> meets, string yes, string no, string absent)
    {
        if (!fact.IsKnown)
        {
            return Fact(region, service, check, "Unknown", fact.Reason!.Message);
        }

        var resource = (string?)fact.Value[ContentKind.Id] ?? (string?)fact.Value["name"];
        return !ContentKind.IsThere(fact.Value) ? Fact(region, service, check, "No", absent)
            : meets(fact.Value) ? Fact(region, service, check, "Yes", yes, resource) : Fact(region, service, check, "No", no, resource);
    }

    private AuditBaselineFact Fact(string region, string service, string check, string state, string reason, string? resource = null) => new()
    {
        AccountId = scene.Caller.AccountId,
        Region = region,
        Service = service,
        Check = check,
        State = state,
        Reason = reason,
        ResourceId = resource,
    };
}
