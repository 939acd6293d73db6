using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.CloudWatch;

/// <summary>An alarm over one metric, or over one metric and its usual values.</summary>
internal sealed class Alarm(string name, string arn, DateTimeOffset created)
{
    public const string Ok = "OK";
    public const string Alarming = "ALARM";
    public const string Insufficient = "INSUFFICIENT_DATA";

    public string Name { get; } = name;

    public string Arn { get; } = arn;

    /// <summary>What was put, in PutMetricAlarm's members, and the defaults that AWS shows.</summary>
    public required JsonObject Settings { get; set; }

    public DateTimeOffset ConfigurationUpdated { get; set; } = created;

    public string State { get; set; } = Insufficient;

    public string Reason { get; set; } = "Unchecked: Initial alarm creation";

    public string? ReasonData { get; set; }

    public DateTimeOffset StateUpdated { get; set; } = created;

    public DateTimeOffset StateTransitioned { get; set; } = created;

    /// <summary>Up to which minute it was judged.</summary>
    public DateTimeOffset JudgedTo { get; set; } = created;

    /// <summary>True for an alarm of a snapshot, whose metric's past is not known: without data its state stays.</summary>
    public bool IsCopy { get; init; }

    /// <summary>False for an alarm of a snapshot over metric math that is not known here: its state stays.</summary>
    public bool IsJudged { get; set; } = true;

    public TagSet Tags { get; } = new();

    public SnapshotOverlay? Overlay { get; set; }

    public bool ActionsEnabled => Settings.Flag("ActionsEnabled") is not false;

    public string Operator => Settings.Text("ComparisonOperator") ?? "";

    public int Periods => Settings.Number("EvaluationPeriods") ?? 1;

    /// <summary>How many of the periods must breach.</summary>
    public int Datapoints => Settings.Number("DatapointsToAlarm") ?? Periods;

    public string Missing => Settings.Text("TreatMissingData") ?? "missing";

    public double? Threshold => (double?)Settings["Threshold"];

    public AlarmMetric Metric => Settings["Metrics"] is JsonArray
        ? AlarmMetric.OfStat((JsonObject)Queries.First(one => one["MetricStat"] is not null)["MetricStat"]!) : AlarmMetric.Of(Settings);

    /// <summary>The usual values that it compares with; null for a threshold.</summary>
    public AnomalyBand? Band => Settings.Text("ThresholdMetricId") is { } id
        && AnomalyBand.Parse(Queries.First(one => one.Text("Id") == id).Text("Expression")) is { } band ? new AnomalyBand(Metric, band.Width) : null;

    public IEnumerable<string> ActionsOf(string state) => Settings.Texts(state switch
    {
        Ok => "OKActions",
        Alarming => "AlarmActions",
        _ => "InsufficientDataActions",
    });

    private IReadOnlyList<JsonObject> Queries => Settings.Items("Metrics");

    public JsonObject Shape()
    {
        var shown = (JsonObject)Settings.DeepClone();
        shown["AlarmArn"] = Arn;
        shown["AlarmConfigurationUpdatedTimestamp"] = Json.Time(ConfigurationUpdated);
        shown["StateValue"] = State;
        shown["StateReason"] = Reason;
        shown["StateUpdatedTimestamp"] = Json.Time(StateUpdated);
        shown["StateTransitionedTimestamp"] = Json.Time(StateTransitioned);
        if (ReasonData is not null)
        {
            shown["StateReasonData"] = ReasonData;
        }

        return SnapshotOverlay.Show(shown, Overlay);
    }
}
