using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AwsHardening.Core.Changes;

namespace AwsHardening.Core.Audit;

/// <summary>From GuardDuty's finding to the record users see.</summary>
internal static class FindingRecord
{
    public static ThreatFinding From(JsonObject finding, string detectorId)
    {
        var name = (string)finding["Type"]!;
        var type = FindingType.Parse(name);
        var service = finding["Service"] as JsonObject ?? [];
        var action = (string?)service["Action"]?["ActionType"];
        var severity = double.Parse(finding["Severity"]!.ToString(), CultureInfo.InvariantCulture);
        var title = (string?)finding["Title"] ?? "";
        return new ThreatFinding
        {
            FindingId = (string)finding["Id"]!,
            Type = name,
            Purpose = type.Purpose,
            ResourceType = type.ResourceType,
            Family = type.Family,
            Mechanism = type.Mechanism,
            Artifact = type.Artifact,
            Severity = severity,
            SeverityLabel = FindingType.Label(severity),
            ActionType = action,
            DataSource = type.DataSource(action, (string?)service["FeatureName"]),
            ResourceId = Resource(finding["Resource"] as JsonObject ?? []),
            FirstSeen = Time(service["EventFirstSeen"]),
            LastSeen = Time(service["EventLastSeen"]),
            Count = (int?)service["Count"] ?? 1,
            Sample = IsSample(service["AdditionalInfo"]?["Value"]) || title.StartsWith("[SAMPLE]", StringComparison.Ordinal),
            Archived = (bool?)service["Archived"] ?? false,
            Title = title,
            Description = (string?)finding["Description"] ?? "",
            DetectorId = detectorId,
            Region = (string?)finding["Region"] ?? "",
            AccountId = (string?)finding["AccountId"] ?? "",
        };
    }

    /// <summary>Every text in a finding's resource, for whoever looks for one.</summary>
    public static bool IsAbout(JsonObject finding, string resourceId) => Texts(finding["Resource"]).Any(text => text == resourceId);

    private static string? Resource(JsonObject resource) => (string?)resource["ResourceType"] switch
    {
        "Instance" => (string?)resource["InstanceDetails"]?["InstanceId"],
        "AccessKey" => (string?)resource["AccessKeyDetails"]?["UserName"] ?? (string?)resource["AccessKeyDetails"]?["AccessKeyId"],
        "S3Bucket" or "S3Object" => (string?)(resource["S3BucketDetails"] as JsonArray)?.FirstOrDefault()?["Name"],
        "EKSCluster" or "KubernetesCluster" => (string?)resource["EksClusterDetails"]?["Name"],
        "ECSCluster" => (string?)resource["EcsClusterDetails"]?["Name"],
        "Lambda" => (string?)resource["LambdaDetails"]?["FunctionName"],
        "RDSDBInstance" => (string?)resource["RdsDbInstanceDetails"]?["DbInstanceIdentifier"],
        var other => other,
    };

    private static bool IsSample(JsonNode? info)
    {
        try
        {
            return info is JsonValue text && (bool?)JsonNode.Parse(text.GetValue<string>())?["sample"] == true;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private static DateTimeOffset? Time(JsonNode? time) => (string?)time is { Length: > 0 } text
        ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).ToUniversalTime() : null;

    private static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonObject many => many.SelectMany(pair => Texts(pair.Value)),
        JsonArray list => list.SelectMany(Texts),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => [value.GetValue<string>()],
        _ => [],
    };
}
