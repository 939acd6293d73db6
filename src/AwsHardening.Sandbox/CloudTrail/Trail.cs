using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;

namespace AwsHardening.Sandbox.CloudTrail;

/// <summary>A trail, in its home Region.</summary>
internal sealed class Trail(string name, string homeRegion, string arn)
{
    public string Name { get; } = name;

    public string HomeRegion { get; } = homeRegion;

    public string Arn { get; } = arn;

    public string Bucket { get; set; } = "";

    public string? Prefix { get; set; }

    public bool IsMultiRegion { get; set; }

    public bool IncludesGlobal { get; set; } = true;

    public bool Validates { get; set; }

    public string? KmsKeyId { get; set; }

    public string? LogGroupArn { get; set; }

    public string? RoleArn { get; set; }

    public JsonArray? Selectors { get; set; } = DefaultSelectors();

    public JsonArray? AdvancedSelectors { get; set; }

    public bool HasCustomSelectors { get; set; }

    public bool IsLogging { get; set; }

    public DateTimeOffset? Started { get; set; }

    public DateTimeOffset? Stopped { get; set; }

    public DateTimeOffset? Delivered { get; set; }

    public DateTimeOffset? DigestDelivered { get; set; }

    public string? DeliveryError { get; set; }

    /// <summary>True for a trail of a snapshot whose bucket is elsewhere: what it delivers is not seen here.</summary>
    public bool DeliversElsewhere { get; set; }

    /// <summary>What the original showed otherwise than is shown here.</summary>
    public SnapshotOverlay? Overlay { get; set; }

    /// <summary>When a copy of it began to deliver; null for a trail that is none.</summary>
    public DateTimeOffset? CopiedAt { get; set; }

    /// <summary>The events that wait for the next log file, by Region.</summary>
    public SortedDictionary<string, List<TrailEvent>> Waiting { get; } = new(StringComparer.Ordinal);

    /// <summary>The events that wait for the log group, by Region.</summary>
    public SortedDictionary<string, List<TrailEvent>> WaitingForLogs { get; } = new(StringComparer.Ordinal);

    public DateTimeOffset? LogsDelivered { get; set; }

    /// <summary>Why the log group got nothing the last time; null where it did.</summary>
    public string? LogsError { get; set; }

    /// <summary>Keeps an event until the next delivery.</summary>
    public void Keep(TrailEvent seen)
    {
        Add(Waiting, seen);
        if (!string.IsNullOrEmpty(LogGroupArn))
        {
            Add(WaitingForLogs, seen);
        }
    }

    /// <summary>The log files since the last digest, by Region.</summary>
    public SortedDictionary<string, DigestChain> Digests { get; } = new(StringComparer.Ordinal);

    public bool Sees(string region) => IsMultiRegion || region == HomeRegion;

    /// <summary>True where the trail's selectors want an event.</summary>
    public bool Wants(TrailEvent seen) => AdvancedSelectors is not null || Selectors!.OfType<JsonObject>().Any(selector =>
        (bool?)selector["IncludeManagementEvents"] != false
        && ((string?)selector["ReadWriteType"] ?? "All") is var type
        && (type == "All" || type == (seen.ReadOnly ? "ReadOnly" : "WriteOnly"))
        && !(selector["ExcludeManagementEventSources"] as JsonArray ?? []).Any(source => (string?)source == seen.Source));

    public static JsonArray DefaultSelectors() =>
    [
        new JsonObject
        {
            ["ReadWriteType"] = "All",
            ["IncludeManagementEvents"] = true,
            ["DataResources"] = new JsonArray(),
            ["ExcludeManagementEventSources"] = new JsonArray(),
        },
    ];

    public JsonObject Show()
    {
        var shown = new JsonObject
        {
            ["Name"] = Name,
            ["S3BucketName"] = Bucket,
            ["IncludeGlobalServiceEvents"] = IncludesGlobal,
            ["IsMultiRegionTrail"] = IsMultiRegion,
            ["HomeRegion"] = HomeRegion,
            ["TrailARN"] = Arn,
            ["LogFileValidationEnabled"] = Validates,
            ["HasCustomEventSelectors"] = HasCustomSelectors,
            ["HasInsightSelectors"] = false,
            ["IsOrganizationTrail"] = false,
        };
        Add(shown, "S3KeyPrefix", Prefix);
        Add(shown, "KmsKeyId", KmsKeyId);
        Add(shown, "CloudWatchLogsLogGroupArn", LogGroupArn);
        Add(shown, "CloudWatchLogsRoleArn", RoleArn);
        return SnapshotOverlay.Show(shown, Overlay);
    }

    private static void Add(SortedDictionary<string, List<TrailEvent>> waiting, TrailEvent seen)
    {
        if (!waiting.TryGetValue(seen.Region, out var here))
        {
            waiting[seen.Region] = here = [];
        }

        here.Add(seen);
    }

    private static void Add(JsonObject shown, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            shown[name] = value;
        }
    }
}
