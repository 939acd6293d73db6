using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Ec2.Snapshots;
using AwsHardening.Sandbox.Services;
using AwsHardening.Sandbox.Snapshots;

namespace AwsHardening.Sandbox.Logs;

/// <summary>Puts a snapshot's log groups into the state of a new account, without what is logged in them.</summary>
internal sealed class LogGroupLoader(LogsService service, string region) : ServiceLoader("logs", service.NewCopy(region))
{
    private const string Created = "creationTime";

    private readonly LogsState _state = service.Regions[region];

    public override void Link()
    {
        Copy.AddUnread("DescribeResourcePolicies", null, "The snapshot does not say which services may write into log groups.");
        Copy.AddUnread("DescribeDeliverySources", null, "The snapshot does not say what services log.");
        Copy.AddUnread("DescribeDeliveries", null, "The snapshot does not say where services log to.");
    }

    protected override void Add(SnapshotRecord record, JsonObject data)
    {
        if (record.Type == SnapshotTypes.MetricFilter.Name)
        {
            AddFilter(data);
            return;
        }

        var (name, created) = (data.Text("logGroupName")!, LoadScene.Time(data.Text(Created)));
        var arn = data.Text("logGroupArn") ?? _state.ArnOf(name);
        var group = new LogGroup(name, arn, created)
        {
            RetentionInDays = data.Number("retentionInDays"),
            KmsKeyArn = data.Text("kmsKeyId"),
            HoldsOthers = data.Flag(LogGroup.HoldsStreams) is true,
        };
        group.Tags.Add(data["tags"] as JsonObject);
        _state.Groups.Add(name, group);
        AddUnread(data, name, arn, arn + ":*");
    }

    private void AddFilter(JsonObject data)
    {
        var name = data.Text("filterName")!;
        // A group that went away between the two lists has no filters either.
        if (_state.Groups.GetValueOrDefault(data.Text("logGroupName")!) is { } group)
        {
            group.MetricFilters[name] = new MetricFilter(
                name, group, data.Text("filterPattern") ?? "", Pattern(data.Text("filterPattern")), data.Items("metricTransformations") is [var transformation, ..] ? (JsonObject)transformation.DeepClone() : [],
                LoadScene.Time(data.Text(Created)));
        }
    }

    protected override void Compare(string type, JsonObject data)
    {
        if (type == SnapshotTypes.MetricFilter.Name)
        {
            CompareFilter(data);
            return;
        }

        var group = _state.Groups[data.Text("logGroupName")!];
        var live = group.Shape();
        // What changes with every event is in no snapshot.
        live.Remove("storedBytes");
        live.Remove("metricFilterCount");
        // A number on the wire, a time in the snapshot.
        live.Remove(Created);
        group.Overlay = SnapshotOverlay.Between(live, Shown(data, "tags", Created, LogGroup.HoldsStreams));
    }

    private static FilterPattern? Pattern(string? text)
    {
        try
        {
            return FilterPattern.Compile(text);
        }
        catch (AwsErrorException)
        {
            return null;
        }
    }

    private void CompareFilter(JsonObject data)
    {
        if (_state.Groups.GetValueOrDefault(data.Text("logGroupName")!)?.MetricFilters[data.Text("filterName")!] is { } filter)
        {
            var live = filter.Shape();
            live.Remove(Created);
            filter.Overlay = SnapshotOverlay.Between(live, Shown(data, Created, SnapshotTypes.MetricFilter.IdMember));
        }
    }
}
