using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Audit;

/// <summary>An alarm on a metric, with all that PutMetricAlarm sets, which sets all of it at once; and its state, which passes.</summary>
internal sealed class AlarmKind : ContentKind
{
    public const string Type = "AWS::CloudWatch::Alarm";
    public const string State = "StateValue";
    public const string Name = "AlarmName";

    private static readonly string[] s_settings =
    [
        "AlarmDescription", "ActionsEnabled", "OKActions", "AlarmActions", "InsufficientDataActions", "MetricName", "Namespace", "Statistic",
        "ExtendedStatistic", "Dimensions", "Period", "Unit", "EvaluationPeriods", "DatapointsToAlarm", "Threshold", "ComparisonOperator",
        "TreatMissingData", "EvaluateLowSampleCountPercentile", "Metrics", "ThresholdMetricId",
    ];

    public override string ResourceType => Type;

    public override IReadOnlyList<string> RequiredActions { get; } =
        ["cloudwatch:DescribeAlarms", "cloudwatch:PutMetricAlarm", "cloudwatch:DeleteAlarms", "cloudwatch:SetAlarmState"];

    public override async Task<JsonObject> ReadAsync(AwsSession session, ResourceChange change, CancellationToken cancellationToken) =>
        await FindAsync(session, change.ResourceId, cancellationToken) is { } found ? Content(found) : Absent();

    /// <summary>The metric alarm of a name; null where there is none.</summary>
    public static async Task<JsonObject?> FindAsync(AwsSession session, string name, CancellationToken cancellationToken)
    {
        var answer = await AuditReads.ReadAsync(session, "cloudwatch", "DescribeAlarms", new() { ["AlarmNames"] = new JsonArray(name) }, cancellationToken);
        return (answer["MetricAlarms"] as JsonArray ?? []).OfType<JsonObject>().FirstOrDefault();
    }

    /// <summary>What counts of an alarm that was described.</summary>
    public static JsonObject Content(JsonObject described)
    {
        var content = Settings(described);
        content[State] = described[State]?.DeepClone();
        return content;
    }

    /// <summary>The parameters that set an alarm to content.</summary>
    public static JsonObject Parameters(string name, JsonObject content)
    {
        var parameters = new JsonObject { [Name] = name };
        foreach (var setting in s_settings.Where(setting => JsonContent.Canonical(content[setting]) != "null"))
        {
            parameters[setting] = content[setting]!.DeepClone();
        }

        return parameters;
    }

    public override Task<int> CountAsync(AccountView view) => view.CountAsync("cloudwatch", "DescribeAlarms", "MetricAlarms");

    protected override JsonObject? Leaves(ApiCall call) => call.Operation switch
    {
        "PutMetricAlarm" => Settings(call.Parameters),
        "DeleteAlarms" => Absent(),
        "SetAlarmState" => new() { [Exists] = true, [State] = call.Parameters[State]?.DeepClone() },
        _ => null,
    };

    // What is not said is left empty by PutMetricAlarm, not as it was.
    private static JsonObject Settings(JsonObject said)
    {
        var content = new JsonObject { [Exists] = true };
        foreach (var setting in s_settings)
        {
            content[setting] = said[setting]?.DeepClone();
        }

        return content;
    }
}
