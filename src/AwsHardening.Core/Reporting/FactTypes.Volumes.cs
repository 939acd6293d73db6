using System.Text.Json.Nodes;
using static AwsHardening.Core.Reporting.FactServices;

namespace AwsHardening.Core.Reporting;

/// <content>Volumes, what is copied of them, and what instances were told.</content>
internal static partial class FactTypes
{
    private const int VolumePage = 1000;
    private const string Own = "self";

    public static readonly FactType Volumes = Described("Volumes", "Volume", "VolumeId", "volume") with { Size = ("MaxResults", VolumePage) };

    public static readonly FactType VolumeSnapshots = OwnSnapshots("VolumeSnapshots");

    /// <summary>Those that everybody restores: their ids are asked for, which takes one call and not one a snapshot.</summary>
    public static readonly FactType PublicVolumeSnapshots = OwnSnapshots("PublicVolumeSnapshots", "all");

    public static readonly FactType Images = Described("Images", "Image", "ImageId", "image") with
    {
        Parameters = new() { ["Owners"] = new JsonArray(Own) },
        Size = ("MaxResults", VolumePage),
    };

    /// <summary>What instances were told when they were started: a list of its own, as it takes a call an instance.</summary>
    public static readonly FactType ToldInstances = Described("Instances", "Instance", "InstanceId", "instance", view => view.Instances()) with
    {
        Name = "ToldInstances",
        Parts =
        [
            // Of one that is terminated AWS tells no attribute.
            new("UserData", "DescribeInstanceAttribute", instance => (string?)instance["State"]?["Name"] == "terminated" ? null
                : new() { ["InstanceId"] = instance["InstanceId"]!.DeepClone(), ["Attribute"] = "userData" }) { Member = "InstanceAttribute" },
        ],
    };

    private static FactType OwnSnapshots(string name, params string[] restorers)
    {
        JsonObject asked = new() { ["OwnerIds"] = new JsonArray(Own) };
        if (restorers.Length > 0)
        {
            asked["RestorableByUserIds"] = new JsonArray([.. restorers.Select(who => (JsonNode)who)]);
        }

        return Ec2.List(name, "DescribeSnapshots", "Snapshots", "Snapshot", "SnapshotId", "arn:{partition}:ec2:{region}:{account}:snapshot/{id}") with
        {
            Parameters = asked,
            Size = ("MaxResults", VolumePage),
        };
    }
}
