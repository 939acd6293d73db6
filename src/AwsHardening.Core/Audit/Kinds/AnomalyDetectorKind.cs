using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Audit;

/// <summary>What learns how a metric's sum usually runs; its id is the metric's namespace and name.</summary>
internal sealed class AnomalyDetectorKind : ContentKind
{
    public const string Type = "AWS::CloudWatch::AnomalyDetector";
    public const string Stat = "Sum";

    public override string ResourceType => Type;

    public override IReadOnlyList<string> RequiredActions { get; } =
        ["cloudwatch:DescribeAnomalyDetectors", "cloudwatch:PutAnomalyDetector", "cloudwatch:DeleteAnomalyDetector"];

    public static string IdOf(string @namespace, string metric) => $"{@namespace}|{metric}";

    public override async Task<JsonObject> ReadAsync(AwsSession session, ResourceChange change, CancellationToken cancellationToken)
    {
        var (space, metric) = change.ResourceId.Split('|') is [var first, var second] ? (first, second)
            : throw new ArgumentException($"{change.ResourceId} is no id of an anomaly detector.", nameof(change));
        return await IsThereAsync(session, space, metric, cancellationToken) ? new() { [Exists] = true } : Absent();
    }

    public static async Task<bool> IsThereAsync(AwsSession session, string @namespace, string metric, CancellationToken cancellationToken)
    {
        var found = await AuditReads.PagesAsync(session, "cloudwatch", "DescribeAnomalyDetectors",
            new() { ["Namespace"] = @namespace, ["MetricName"] = metric }, "AnomalyDetectors", cancellationToken);
        // AWS answers in the older form beside the newer one.
        return found.Select(one => one["SingleMetricAnomalyDetector"] ?? one).Any(one => (string?)one["Stat"] == Stat
            && (string?)one["MetricName"] == metric && (one["Dimensions"] as JsonArray ?? []).Count == 0);
    }

    /// <summary>The parameters that make or delete it.</summary>
    public static JsonObject Parameters(string @namespace, string metric) => new()
    {
        ["SingleMetricAnomalyDetector"] = new JsonObject { ["Namespace"] = @namespace, ["MetricName"] = metric, ["Stat"] = Stat },
    };

    public override Task<int> CountAsync(AccountView view) => view.CountAsync("cloudwatch", "DescribeAnomalyDetectors", "AnomalyDetectors");

    protected override JsonObject? Leaves(ApiCall call) => call.Operation switch
    {
        "PutAnomalyDetector" => new() { [Exists] = true },
        "DeleteAnomalyDetector" => Absent(),
        _ => null,
    };
}
