using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Ec2.Snapshots;
using AwsHardening.Sandbox.Services;
using AwsHardening.Sandbox.Snapshots;

namespace AwsHardening.Sandbox.CloudWatch;

/// <summary>
/// Puts a snapshot's alarms and anomaly detectors into the state of a new account. An alarm keeps its state until something is
/// measured on the copy.
/// </summary>
internal sealed class AlarmLoader(CloudWatchService service, string region) : ServiceLoader("cloudwatch", service.NewCopy(region))
{
    private const string Updated = "AlarmConfigurationUpdatedTimestamp";
    private const string Value = "StateValue";

    // What moves on by itself is not in a snapshot.
    private static readonly string[] s_moving = ["StateReason", "StateReasonData", "StateUpdatedTimestamp", "StateTransitionedTimestamp"];

    private readonly CloudWatchState _state = service.Regions[region];

    protected override void Add(SnapshotRecord record, JsonObject data)
    {
        if (record.Type == SnapshotTypes.AnomalyDetector.Name)
        {
            AddDetector(data);
            return;
        }

        var (name, arn) = (data.Text("AlarmName")!, data.Text("AlarmArn")!);
        var settings = Shown((JsonObject)data.DeepClone(), ["AlarmArn", Updated, Value, "Tags"]);
        var alarm = new Alarm(name, arn, LoadScene.Time(data.Text(Updated)))
        {
            Settings = settings,
            IsCopy = true,
            IsJudged = CanJudge(settings),
            State = data.Text(Value) ?? Alarm.Insufficient,
            Reason = "The snapshot does not say why.",
            StateUpdated = _state.Now,
            StateTransitioned = _state.Now,
            JudgedTo = _state.Now,
        };
        alarm.Tags.Add(data.Items("Tags"));
        _state.Alarms.Add(name, alarm);
        AddUnread(data, name, arn);
    }

    protected override void Compare(string type, JsonObject data)
    {
        if (type == SnapshotTypes.AnomalyDetector.Name)
        {
            var detector = _state.Detectors.Find(one => one.Is(MetricKey.Of(Metric(data)), Metric(data).Text("Stat") ?? ""))!;
            var shown = detector.Shape(_state);
            shown.Remove(Value);
            detector.Overlay = SnapshotOverlay.Between(shown, Shown(data, SnapshotTypes.AnomalyDetector.IdMember));
            return;
        }

        var alarm = _state.Alarms[data.Text("AlarmName")!];
        var live = alarm.Shape();
        Array.ForEach(s_moving, member => live.Remove(member));
        live.Remove(Updated);
        alarm.Overlay = SnapshotOverlay.Between(live, Shown(data, "Tags", Updated));
    }

    private void AddDetector(JsonObject data) => _state.Detectors.Add(new AnomalyDetector(MetricKey.Of(Metric(data)), Metric(data).Text("Stat") ?? "")
    {
        Configuration = (JsonObject?)data["Configuration"]?.DeepClone(),
        Characteristics = (JsonObject?)data["MetricCharacteristics"]?.DeepClone(),
    });

    private static JsonObject Metric(JsonObject data) => data["SingleMetricAnomalyDetector"] as JsonObject ?? data;

    private bool CanJudge(JsonObject settings)
    {
        try
        {
            AlarmCheck.Settings(settings, region);
            return true;
        }
        catch (AwsErrorException)
        {
            return false;
        }
    }
}
