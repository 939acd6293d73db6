using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Ec2.Snapshots;
using AwsHardening.Sandbox.Services;
using AwsHardening.Sandbox.Snapshots;

namespace AwsHardening.Sandbox.CloudTrail;

/// <summary>
/// Puts the trails that a Region sees into the state of a new account. They deliver what happens on the copy; their files before it,
/// and event history before it, are not there.
/// </summary>
internal sealed class TrailLoader(CloudTrailService service, string region) : ServiceLoader("cloudtrail", service.NewCopy(region))
{
    private const string Selectors = "EventSelectors";
    private const string Advanced = "AdvancedEventSelectors";

    // What GetTrailStatus answers, as lines of snapshots have it.
    private static readonly string[] s_status =
        ["IsLogging", "StartLoggingTime", "StopLoggingTime", "LatestDeliveryError", "HasDelivered", "HasDeliveredDigest"];

    public override void Link() => service.Trails.ForEach(service.Resume);

    protected override void Add(SnapshotRecord record, JsonObject data)
    {
        var (name, arn) = (data.Text("Name")!, data.Text("TrailARN")!);
        var now = service.Now;
        var trail = new Trail(name, data.Text("HomeRegion") ?? region, arn)
        {
            Bucket = data.Text("S3BucketName") ?? "",
            Prefix = data.Text("S3KeyPrefix"),
            IsMultiRegion = data.Flag("IsMultiRegionTrail") is true,
            IncludesGlobal = data.Flag("IncludeGlobalServiceEvents") is not false,
            Validates = data.Flag("LogFileValidationEnabled") is true,
            KmsKeyId = data.Text("KmsKeyId"),
            LogGroupArn = data.Text("CloudWatchLogsLogGroupArn"),
            RoleArn = data.Text("CloudWatchLogsRoleArn"),
            HasCustomSelectors = data.Flag("HasCustomEventSelectors") is true,
            Selectors = data[Selectors]?.DeepClone() as JsonArray ?? (data.ContainsKey(Advanced) ? null : Trail.DefaultSelectors()),
            AdvancedSelectors = data[Advanced]?.DeepClone() as JsonArray,
            IsLogging = data.Flag("IsLogging") is true,
            Started = Told(data, "StartLoggingTime"),
            Stopped = Told(data, "StopLoggingTime"),
            DeliveryError = data.Text("LatestDeliveryError"),
            // When it last did moves on with every file: what is known is that it had.
            Delivered = data.Flag("HasDelivered") is true ? now : null,
            DigestDelivered = data.Flag("HasDeliveredDigest") is true ? now : null,
            CopiedAt = now,
        };
        service.Trails.Add(trail);
        AddUnread(data, name, arn);
    }

    protected override void Compare(string type, JsonObject data)
    {
        var trail = service.Trails.Find(one => one.Arn == data.Text("TrailARN"))!;
        trail.Overlay = SnapshotOverlay.Between(trail.Show(), Shown(data, [Selectors, Advanced, .. s_status]));
    }

    private static DateTimeOffset? Told(JsonObject data, string member) => data.Text(member) is { } time ? LoadScene.Time(time) : null;
}
