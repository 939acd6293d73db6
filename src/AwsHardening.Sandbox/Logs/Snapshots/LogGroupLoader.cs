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
        foreach (var operation in new[] { "DescribeResourcePolicies", "DescribeMetricFilters" })
        {
            Copy.AddUnread(operation, null, "The snapshot has log groups, not their metric filters nor the policies of services that write into them.");
        }
    }

    protected override void Add(SnapshotRecord record, JsonObject data)
    {
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

    protected override void Compare(string type, JsonObject data)
    {
        var group = _state.Groups[data.Text("logGroupName")!];
        var live = group.Shape();
        // What changes with every event is in no snapshot.
        live.Remove("storedBytes");
        live.Remove("metricFilterCount");
        // A number on the wire, a time in the snapshot.
        live.Remove(Created);
        group.Overlay = SnapshotOverlay.Between(live, Shown(data, "tags", Created, LogGroup.HoldsStreams));
    }
}
