using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Ec2;

/// <summary>A volume of EBS. Nothing is on it; the disks that instances start from are not among them.</summary>
internal sealed class Volume(string id, string zone, int size, DateTimeOffset created) : Ec2Resource(ResourceKind.Volume, id)
{
    public int Size { get; } = size;

    public required bool IsEncrypted { get; init; }

    public required string Type { get; init; }

    public string? KmsKeyId { get; init; }

    public string? SnapshotId { get; init; }

    public JsonObject Shape() => Json.Of(
        ("VolumeId", Id), ("AvailabilityZone", zone), ("Size", Size), ("VolumeType", Type), ("State", "available"), ("CreateTime", Json.Time(created)),
        ("Encrypted", IsEncrypted), ("KmsKeyId", KmsKeyId), ("SnapshotId", SnapshotId ?? ""), ("Attachments", new JsonArray()), ("Tags", TagList()));
}

/// <summary>A snapshot of a volume, and who may make volumes of it.</summary>
internal sealed class VolumeSnapshot(string id, string owner, Volume volume, DateTimeOffset started) : Ec2Resource(ResourceKind.VolumeSnapshot, id), IShareable
{
    public bool IsEncrypted => volume.IsEncrypted;

    public int Size => volume.Size;

    public string Description { get; init; } = "";

    public bool IsPublic { get; set; }

    public SortedSet<string> Accounts { get; } = new(StringComparer.Ordinal);

    public JsonObject Shape() => Json.Of(
        ("SnapshotId", Id), ("VolumeId", volume.Id), ("VolumeSize", volume.Size), ("Encrypted", volume.IsEncrypted), ("KmsKeyId", volume.KmsKeyId),
        ("OwnerId", owner), ("State", "completed"), ("Progress", "100%"), ("StartTime", Json.Time(started)), ("Description", Description), ("Tags", TagList()));
}

/// <summary>A machine image, and who may start instances from it.</summary>
internal sealed class MachineImage(string id, string owner, string name, DateTimeOffset created) : Ec2Resource(ResourceKind.Image, id), IShareable
{
    public string Name { get; } = name;

    public bool IsPublic { get; set; }

    public SortedSet<string> Accounts { get; } = new(StringComparer.Ordinal);

    public JsonObject Shape() => Json.Of(
        ("ImageId", Id), ("Name", Name), ("OwnerId", owner), ("ImageLocation", $"{owner}/{Name}"), ("Public", IsPublic), ("State", "available"),
        ("CreationDate", Json.Time(created)), ("Architecture", "x86_64"), ("ImageType", "machine"), ("RootDeviceType", "ebs"),
        ("VirtualizationType", "hvm"), ("BlockDeviceMappings", new JsonArray()), ("Tags", TagList()));
}

/// <summary>What is shared with other accounts, or with everybody.</summary>
internal interface IShareable
{
    bool IsPublic { get; set; }

    SortedSet<string> Accounts { get; }
}
