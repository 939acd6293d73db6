using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Ec2.Snapshots;
using AwsHardening.Sandbox.Services;
using AwsHardening.Sandbox.Snapshots;

namespace AwsHardening.Sandbox.GuardDuty;

/// <summary>Puts a snapshot's detector into the state of a new account, without what it found.</summary>
internal sealed class DetectorLoader(GuardDutyService service, string region) : ServiceLoader("guardduty", service.NewCopy(region))
{
    protected override void Add(SnapshotRecord record, JsonObject data)
    {
        var id = data.Text("DetectorId")!;
        var created = Told(data, "CreatedAt");
        var detector = new Detector(id, created)
        {
            IsCopy = true,
            IsEnabled = data.Text("Status") == "ENABLED",
            Updated = Told(data, "UpdatedAt"),
            Tags = data["Tags"]?.DeepClone() as JsonObject,
        };
        detector.Frequency = data.Text("FindingPublishingFrequency") ?? detector.Frequency;
        foreach (var feature in data.Items("Features"))
        {
            detector.Load(feature.Text("Name")!, feature.Text("Status") == "ENABLED", Told(feature, "UpdatedAt"));
        }

        service.Detectors[region] = detector;
        AddUnread(data, id);
    }

    protected override void Compare(string type, JsonObject data)
    {
        if (data.ContainsKey("Status"))
        {
            var detector = service.Detectors[region];
            detector.Overlay = SnapshotOverlay.Between(service.Show(detector, region), Shown(data, "DetectorId"));
        }
    }

    private static DateTimeOffset Told(JsonObject data, string member) => data.Text(member) is { } time ? LoadScene.Time(time) : default;
}
