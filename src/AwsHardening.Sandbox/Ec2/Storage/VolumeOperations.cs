using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Ec2;

/// <summary>Volumes, their snapshots, and images of machines.</summary>
internal static class VolumeOperations
{
    private const string Everybody = "all";
    private const string Self = "self";

    private static readonly Describe<Volume> s_volumes = new("DescribeVolumes", "Volumes")
    {
        Ids = "VolumeIds",
        Shape = volume => volume.Shape(),
        Filters = new() { { "volume-id", volume => volume.Id }, { "encrypted", volume => volume.IsEncrypted } },
    };

    private static readonly Describe<VolumeSnapshot> s_snapshots = new("DescribeSnapshots", "Snapshots")
    {
        Ids = "SnapshotIds",
        Shape = snapshot => snapshot.Shape(),
        Filters = new() { { "snapshot-id", snapshot => snapshot.Id }, { "encrypted", snapshot => snapshot.IsEncrypted } },
    };

    private static readonly Describe<MachineImage> s_images = new("DescribeImages", "Images")
    {
        Ids = "ImageIds",
        Shape = image => image.Shape(),
        Filters = new() { { "image-id", image => image.Id }, { "name", image => image.Name }, { "is-public", image => image.IsPublic } },
    };

    public static void Register(OperationTable table)
    {
        table.Add("CreateVolume", CreateVolume);
        table.Add("CreateSnapshot", CreateSnapshot);
        table.Add("CreateImage", CreateImage);
        table.Add(s_volumes, region => region.Volumes);
        // Of other accounts there is nothing to see here, whoever is asked for.
        table.Add("DescribeSnapshots", call => s_snapshots.Answer(call, call.Region.VolumeSnapshots, Visible(call, call.Region.VolumeSnapshots.Rows, "OwnerIds", "RestorableByUserIds")));
        table.Add("DescribeImages", call => s_images.Answer(call, call.Region.Images, Visible(call, call.Region.Images.Rows, "Owners", "ExecutableUsers")));
        table.Add("DescribeSnapshotAttribute", DescribeSharing);
        table.Add("ModifySnapshotAttribute", ShareSnapshot);
        table.Add("ModifyImageAttribute", ShareImage);
    }

    private static List<T> Visible<T>(Ec2Call call, IReadOnlyList<T> rows, string owners, string users)
        where T : IShareable
    {
        var (asked, restorers) = (call.Input.Texts(owners), call.Input.Texts(users));
        return asked.Count > 0 && !asked.Contains(Self) && !asked.Contains(call.AccountId) ? []
            : [.. rows.Where(row => restorers.Count == 0 || restorers.Contains(Self) || (restorers.Contains(Everybody) && row.IsPublic) || restorers.Any(row.Accounts.Contains))];
    }

    private static JsonObject CreateVolume(Ec2Call call)
    {
        var zone = call.Input.Text("AvailabilityZone") ?? throw Ec2Errors.MissingParameter("AvailabilityZone");
        var snapshot = call.Input.Text("SnapshotId") is { } id ? call.Region.VolumeSnapshots.Get(id) : null;
        var size = call.Input.Number("Size") ?? snapshot?.Size ?? throw Ec2Errors.MissingParameter("size/snapshot");
        var tags = call.NewTags(ResourceKind.Volume);
        if (!call.Region.Zones.Any(one => one.Name == zone))
        {
            throw new AwsErrorException("InvalidZone.NotFound", $"The zone '{zone}' does not exist.");
        }

        call.StopIfDryRun();
        // What is encrypted once stays so, whatever is asked for.
        var volume = call.Region.Volumes.Add(new Volume(call.NewId(ResourceKind.Volume), zone, size, call.Now)
        {
            IsEncrypted = call.Input.Flag("Encrypted") is true || call.Region.EncryptsVolumes || snapshot?.IsEncrypted is true,
            KmsKeyId = call.Input.Text("KmsKeyId"),
            Type = call.Input.Text("VolumeType") ?? "gp2",
            SnapshotId = snapshot?.Id,
        });
        volume.SetTags(tags);
        return volume.Shape();
    }

    private static JsonObject CreateSnapshot(Ec2Call call)
    {
        var volume = call.Region.Volumes.Get(call.Input.Required("VolumeId"));
        var tags = call.NewTags(ResourceKind.VolumeSnapshot);
        call.StopIfDryRun();
        var snapshot = call.Region.VolumeSnapshots.Add(new VolumeSnapshot(call.NewId(ResourceKind.VolumeSnapshot), call.AccountId, volume, call.Now)
        {
            Description = call.Input.Text("Description") ?? "",
        });
        snapshot.SetTags(tags);
        return snapshot.Shape();
    }

    private static JsonObject CreateImage(Ec2Call call)
    {
        var (_, name) = (call.Region.Instances.Get(call.Input.Required("InstanceId")), call.Input.Required("Name"));
        if (call.Region.Images.Rows.FirstOrDefault(image => image.Name == name) is { } other)
        {
            throw new AwsErrorException("InvalidAMIName.Duplicate", $"AMI name {name} is already in use by AMI {other.Id}");
        }

        var tags = TagSpecifications.Read(call.Input, ResourceKind.Image, ResourceKind.VolumeSnapshot.TagType);
        call.StopIfDryRun();
        var made = call.Region.Images.Add(new MachineImage(call.NewId(ResourceKind.Image), call.AccountId, name, call.Now));
        made.SetTags(tags);
        return Json.Of(("ImageId", made.Id));
    }

    private static JsonObject DescribeSharing(Ec2Call call)
    {
        var snapshot = call.Region.VolumeSnapshots.Get(call.Input.Required("SnapshotId"));
        if (call.Input.Required("Attribute") != "createVolumePermission")
        {
            throw Ec2Errors.InvalidValue($"Value ({call.Input.Text("Attribute")}) for parameter attribute is invalid. Unknown attribute.");
        }

        call.StopIfDryRun();
        return Json.Of(("SnapshotId", snapshot.Id), ("CreateVolumePermissions", Json.List(
            (snapshot.IsPublic ? [Json.Of(("Group", Everybody))] : Array.Empty<JsonObject>()).Concat(snapshot.Accounts.Select(account => Json.Of(("UserId", account)))))));
    }

    private static JsonObject ShareSnapshot(Ec2Call call)
    {
        var snapshot = call.Region.VolumeSnapshots.Get(call.Input.Required("SnapshotId"));
        var share = Sharing.Read(call, "CreateVolumePermission", "GroupNames", () =>
        {
            if (snapshot.IsEncrypted)
            {
                throw new AwsErrorException("OperationNotPermitted", "Encrypted snapshots cannot be shared publicly.");
            }
        });
        call.StopIfDryRun();
        share(snapshot);
        return Json.Nothing();
    }

    private static JsonObject ShareImage(Ec2Call call)
    {
        var image = call.Region.Images.Get(call.Input.Required("ImageId"));
        var share = Sharing.Read(call, "LaunchPermission", "UserGroups", () => { });
        call.StopIfDryRun();
        share(image);
        return Json.Nothing();
    }
}
