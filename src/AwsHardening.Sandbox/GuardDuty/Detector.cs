using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;

namespace AwsHardening.Sandbox.GuardDuty;

/// <summary>The detector of a Region, and what it found.</summary>
internal sealed class Detector
{
    // What nobody can turn off: flow logs, CloudTrail and DNS logs are GuardDuty's own streams.
    private static readonly string[] s_foundation = ["CLOUD_TRAIL", "DNS_LOGS", "FLOW_LOGS"];

    // What AWS turns on with a new detector; the rest waits until it is asked for.
    private static readonly string[] s_onByDefault =
        ["S3_DATA_EVENTS", "EKS_AUDIT_LOGS", "EBS_MALWARE_PROTECTION", "RDS_LOGIN_EVENTS", "LAMBDA_NETWORK_LOGS"];

    private static readonly string[] s_offByDefault = ["EKS_RUNTIME_MONITORING", "RUNTIME_MONITORING"];

    private readonly SortedDictionary<string, (bool On, DateTimeOffset Updated)> _features = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _told = new(StringComparer.Ordinal);
    private readonly DateTimeOffset _created;

    public Detector(string id, DateTimeOffset created)
    {
        (Id, _created, Updated) = (id, created, created);
        foreach (var name in s_foundation.Concat(s_onByDefault).Concat(s_offByDefault))
        {
            _features[name] = (!s_offByDefault.Contains(name), created);
        }
    }

    public string Id { get; }

    public bool IsEnabled { get; set; }

    public DateTimeOffset Updated { get; set; }

    public string Frequency { get; set; } = "SIX_HOURS";

    public JsonObject? Tags { get; set; }

    /// <summary>True for a detector of a snapshot: what it found before is not known.</summary>
    public bool IsCopy { get; init; }

    /// <summary>What the original showed otherwise than is shown here.</summary>
    public SnapshotOverlay? Overlay { get; set; }

    public List<JsonObject> Findings { get; } = [];

    /// <summary>Whether a finding may be published now; it counts as published then.</summary>
    public bool MayTell(string findingId, DateTimeOffset now)
    {
        var every = Frequency switch { "FIFTEEN_MINUTES" => TimeSpan.FromMinutes(15), "ONE_HOUR" => TimeSpan.FromHours(1), _ => TimeSpan.FromHours(6) };
        if (_told.TryGetValue(findingId, out var last) && now - last < every)
        {
            return false;
        }

        _told[findingId] = now;
        return true;
    }

    public void Set(IEnumerable<JsonObject> features, DateTimeOffset now)
    {
        foreach (var feature in features)
        {
            var name = (string)feature["Name"]!;
            if (!_features.TryGetValue(name, out var present) || s_foundation.Contains(name))
            {
                throw GuardDutyErrors.Bad($"the parameter features is invalid: {name}");
            }

            var on = (string?)feature["Status"] == "ENABLED";
            _features[name] = on == present.On ? present : (on, now);
        }
    }

    /// <summary>A feature of a snapshot; those that are not known here are left to the overlay.</summary>
    public void Load(string name, bool on, DateTimeOffset updated)
    {
        if (_features.ContainsKey(name))
        {
            _features[name] = (on, updated);
        }
    }

    public JsonObject Show(string accountId, AwsPartition partition)
    {
        var shown = new JsonObject
        {
            ["CreatedAt"] = ServiceInput.Answer(_created),
            ["FindingPublishingFrequency"] = Frequency,
            ["ServiceRole"] = $"arn:{partition.Name}:iam::{accountId}:role/aws-service-role/guardduty.amazonaws.com/AWSServiceRoleForAmazonGuardDuty",
            ["Status"] = IsEnabled ? "ENABLED" : "DISABLED",
            ["UpdatedAt"] = ServiceInput.Answer(Updated),
            ["Features"] = new JsonArray([.. _features.Select(feature => new JsonObject
            {
                ["Name"] = feature.Key,
                ["Status"] = feature.Value.On ? "ENABLED" : "DISABLED",
                ["UpdatedAt"] = ServiceInput.Answer(feature.Value.Updated),
            })]),
        };
        if (Tags is not null)
        {
            shown["Tags"] = Tags.DeepClone();
        }

        return SnapshotOverlay.Show(shown, Overlay);
    }
}
