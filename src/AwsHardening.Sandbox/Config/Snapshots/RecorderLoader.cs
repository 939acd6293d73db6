using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Ec2.Snapshots;
using AwsHardening.Sandbox.Services;
using AwsHardening.Sandbox.Snapshots;

namespace AwsHardening.Sandbox.Config;

/// <summary>
/// Puts a snapshot's recorder and delivery channel into the state of a new account. The timelines begin with what the account was like
/// when the snapshot was made.
/// </summary>
internal sealed class RecorderLoader(ConfigService service, string region) : ServiceLoader("config", service.NewCopy(region))
{
    // What DescribeConfigurationRecorderStatus answers, as lines of snapshots have it.
    private static readonly string[] s_status =
        ["recording", "lastStartTime", "lastStopTime", "lastStatus", "lastErrorCode", "lastErrorMessage"];

    private readonly ConfigRegion _state = service.Region(region);

    public override void Begin()
    {
        Copy.AddUnread("DescribeDeliveryChannelStatus", null, "The snapshot does not say how the last delivery went.");
        if (_state.IsRecording)
        {
            _state.Timeline.Record(_state.Records, isCopy: true);
        }
    }

    protected override void Add(SnapshotRecord record, JsonObject data)
    {
        if (record.Type == SnapshotTypes.DeliveryChannel.Name)
        {
            _state.Channel = (JsonObject)data.DeepClone();
            return;
        }

        (_state.Recorder, _state.IsCopy) = (Shown((JsonObject)data.DeepClone(), s_status), true);
        (_state.IsRecording, _state.Started, _state.Stopped) =
            (data.Flag("recording") is true, Told(data, "lastStartTime"), Told(data, "lastStopTime"));
        foreach (var unread in data.Items(UnreadMember))
        {
            // Asked for without a name, as there is but one recorder.
            Copy.AddUnread(unread.Text("Operation")!, unread.Text("ErrorCode"), unread.Text("Message") ?? "");
        }
    }

    protected override void Compare(string type, JsonObject data)
    {
        if (type == SnapshotTypes.Recorder.Name && data.ContainsKey("recording"))
        {
            var live = RecorderOperations.Status(_state);
            Array.ForEach(["arn", "name", "lastStatusChangeTime"], member => live.Remove(member));
            // Clients write its words in capitals, or not.
            if (string.Equals(live.Text("lastStatus"), data.Text("lastStatus"), StringComparison.OrdinalIgnoreCase) && data["lastStatus"] is { } status)
            {
                live["lastStatus"] = status.DeepClone();
            }

            _state.StatusOverlay = SnapshotOverlay.Between(live, new JsonObject(
                data.Where(member => s_status.Contains(member.Key)).Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone()))));
        }
    }

    private static DateTimeOffset? Told(JsonObject data, string member) => data.Text(member) is { } time ? LoadScene.Time(time) : null;
}
