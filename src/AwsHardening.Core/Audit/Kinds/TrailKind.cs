using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Audit;

/// <summary>A trail in its home Region: its settings, its event selectors, and whether it is logging.</summary>
internal sealed class TrailKind : ContentKind
{
    public const string Type = "AWS::CloudTrail::Trail";
    public const string IsLogging = "IsLogging";

    public const string GlobalEvents = "IncludeGlobalServiceEvents";

    /// <summary>What CreateTrail and UpdateTrail call otherwise than DescribeTrails.</summary>
    public const string Validation = "LogFileValidationEnabled";
    private const string EnableValidation = "EnableLogFileValidation";

    private static readonly string[] s_settings =
    [
        "S3BucketName", "S3KeyPrefix", "IsMultiRegionTrail", GlobalEvents, Validation, "KmsKeyId",
        "CloudWatchLogsLogGroupArn", "CloudWatchLogsRoleArn", "IsOrganizationTrail", "TrailARN", "HomeRegion",
    ];

    public override string ResourceType => Type;

    public override IReadOnlyList<string> RequiredActions { get; } =
    [
        "cloudtrail:DescribeTrails", "cloudtrail:GetTrailStatus", "cloudtrail:GetEventSelectors", "cloudtrail:CreateTrail",
        "cloudtrail:UpdateTrail", "cloudtrail:DeleteTrail", "cloudtrail:PutEventSelectors", "cloudtrail:StartLogging",
        "cloudtrail:StopLogging", "iam:PassRole",
    ];

    public override async Task<JsonObject> ReadAsync(AwsSession session, ResourceChange change, CancellationToken cancellationToken)
    {
        var found = await AuditReads.ReadAsync(session, "cloudtrail", "DescribeTrails",
            new() { ["trailNameList"] = new JsonArray(change.ResourceId), ["includeShadowTrails"] = false }, cancellationToken);
        return found["trailList"] is JsonArray { Count: > 0 } list
            ? await ReadAsync(session, (JsonObject)list[0]!, cancellationToken) : Absent();
    }

    /// <summary>The rest of a trail that DescribeTrails has shown.</summary>
    public static async Task<JsonObject> ReadAsync(AwsSession session, JsonObject described, CancellationToken cancellationToken)
    {
        var name = described["TrailARN"]?.DeepClone() ?? described["Name"]!.DeepClone();
        var content = new JsonObject { [Exists] = true, ["Name"] = described["Name"]!.DeepClone() };
        foreach (var setting in s_settings)
        {
            content[setting] = described[setting]?.DeepClone();
        }

        var status = await AuditReads.ReadAsync(session, "cloudtrail", "GetTrailStatus", new() { ["Name"] = name }, cancellationToken);
        content[IsLogging] = (bool?)status[IsLogging] ?? false;
        content["LatestDeliveryTime"] = status["LatestDeliveryTime"]?.DeepClone();
        content["LatestDeliveryError"] = status["LatestDeliveryError"]?.DeepClone();
        content["LatestCloudWatchLogsDeliveryTime"] = status["LatestCloudWatchLogsDeliveryTime"]?.DeepClone();
        content["LatestCloudWatchLogsDeliveryError"] = status["LatestCloudWatchLogsDeliveryError"]?.DeepClone();
        var selectors = await AuditReads.ReadAsync(
            session, "cloudtrail", "GetEventSelectors", new() { ["TrailName"] = name.DeepClone() }, cancellationToken);
        content["EventSelectors"] = selectors["EventSelectors"]?.DeepClone();
        content["AdvancedEventSelectors"] = selectors["AdvancedEventSelectors"]?.DeepClone();
        return content;
    }

    /// <summary>The parameter of UpdateTrail for a setting.</summary>
    public static string Parameter(string setting) => setting == Validation ? EnableValidation : setting;

    protected override JsonObject? Leaves(ApiCall call) => call.Operation switch
    {
        "CreateTrail" or "UpdateTrail" => Settings(call.Parameters),
        "DeleteTrail" => Absent(),
        "StartLogging" => new() { [Exists] = true, [IsLogging] = true },
        "StopLogging" => new() { [IsLogging] = false },
        "PutEventSelectors" => new()
        {
            [Exists] = true,
            ["EventSelectors"] = call.Parameters["EventSelectors"]?.DeepClone(),
            ["AdvancedEventSelectors"] = call.Parameters["AdvancedEventSelectors"]?.DeepClone(),
        },
        _ => null,
    };

    // A key is said by id, alias or ARN, and shown by its ARN.
    protected override bool Same(string member, JsonNode? left, JsonNode? now) => base.Same(member, left, now)
        || (member == "KmsKeyId" && (string?)left is { Length: > 0 } said && (string?)now is { } shown
            && (shown.EndsWith($"/{said}", StringComparison.Ordinal) || shown.EndsWith($":{said}", StringComparison.Ordinal)));

    private static JsonObject Settings(JsonObject parameters)
    {
        var left = new JsonObject { [Exists] = true };
        foreach (var (name, value) in parameters.Where(pair => pair.Key is not ("Name" or "TagsList")))
        {
            left[name == EnableValidation ? Validation : name] = value?.DeepClone();
        }

        return left;
    }
}
