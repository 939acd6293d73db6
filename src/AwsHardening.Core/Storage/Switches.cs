using System.Text.Json.Nodes;

namespace AwsHardening.Core.Storage;

/// <summary>The settings that are no more than on or off: whether everybody may restore a snapshot or start an image, whether a stack may be deleted.</summary>
internal static class Switches
{
    public const string Public = "Public";
    private const string Everybody = "all";
    private const string Restore = "restore";
    private const string Create = "createVolumePermission";
    private const string Protection = "EnableTerminationProtection";
    private const string Own = "self";

    public static readonly Switch VolumeSnapshot = new("AWS::EC2::Snapshot", Public, "ec2", "SnapshotId")
    {
        Read = ("DescribeSnapshotAttribute", id => new() { ["SnapshotId"] = id, ["Attribute"] = Create },
            answer => Items(answer["CreateVolumePermissions"]).Any(grant => (string?)grant["Group"] == Everybody)),
        Write = ("ModifySnapshotAttribute", on => new() { ["Attribute"] = Create, ["OperationType"] = on ? "add" : "remove", ["GroupNames"] = new JsonArray(Everybody) }),
        List = ("DescribeSnapshots", new() { ["OwnerIds"] = new JsonArray(Own) }, "Snapshots", "NextToken"),
        NotThere = "InvalidSnapshot.NotFound",
    };

    public static readonly Switch Image = new("AWS::EC2::Image", Public, "ec2", "ImageId")
    {
        Read = ("DescribeImages", id => new() { ["ImageIds"] = new JsonArray(id) }, answer => (bool?)Items(answer["Images"]).FirstOrDefault()?["Public"]),
        Write = ("ModifyImageAttribute", on => new() { ["LaunchPermission"] = new JsonObject { [on ? "Add" : "Remove"] = new JsonArray(new JsonObject { ["Group"] = Everybody }) } }),
        List = ("DescribeImages", new() { ["Owners"] = new JsonArray(Own) }, "Images", "NextToken"),
        NotThere = "InvalidAMIID.NotFound",
    };

    public static readonly Switch DatabaseSnapshot = OfDatabases("DBSnapshot", "DBSnapshotNotFound");

    public static readonly Switch ClusterSnapshot = OfDatabases("DBClusterSnapshot", "DBClusterSnapshotNotFoundFault");

    public static readonly Switch Stack = new("AWS::CloudFormation::Stack", Protection, "cloudformation", "StackName")
    {
        Read = ("DescribeStacks", id => new() { ["StackName"] = id }, answer => (bool?)Items(answer["Stacks"]).FirstOrDefault()?[Protection]),
        Write = ("UpdateTerminationProtection", on => new() { [Protection] = on }),
        List = ("DescribeStacks", [], "Stacks", "NextToken"),
        NotThere = "ValidationError",
    };

    public static IReadOnlyList<Switch> All { get; } = [VolumeSnapshot, Image, DatabaseSnapshot, ClusterSnapshot, Stack];

    private static Switch OfDatabases(string name, string notThere) => new($"AWS::RDS::{name}", Public, "rds", $"{name}Identifier")
    {
        Read = ($"Describe{name}Attributes", id => new() { [$"{name}Identifier"] = id },
            answer => Items(answer[$"{name}AttributesResult"]?[$"{name}Attributes"]).Where(one => (string?)one["AttributeName"] == Restore)
                .SelectMany(one => one["AttributeValues"] as JsonArray ?? []).Any(who => (string?)who == Everybody)),
        Write = ($"Modify{name}Attribute", on => new() { ["AttributeName"] = Restore, [on ? "ValuesToAdd" : "ValuesToRemove"] = new JsonArray(Everybody) }),
        List = ($"Describe{name}s", new() { ["SnapshotType"] = "manual" }, $"{name}s", "Marker"),
        NotThere = notThere,
    };

    private static IEnumerable<JsonObject> Items(JsonNode? list) => (list as JsonArray ?? []).OfType<JsonObject>();
}
