using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Ec2.Snapshots;
using AwsHardening.Sandbox.Services;
using AwsHardening.Sandbox.Snapshots;

namespace AwsHardening.Sandbox.Kms;

/// <summary>
/// Puts a snapshot's keys and aliases into the state of a new account. Their material is new: what the original encrypted cannot be
/// read on the copy.
/// </summary>
internal sealed class KeyLoader(KmsService service, string region) : ServiceLoader("kms", service.NewCopy(region))
{
    private readonly KmsState _state = service.State;

    protected override void Add(SnapshotRecord record, JsonObject data)
    {
        if (record.Type == SnapshotTypes.Alias.Name)
        {
            // AWS's own aliases stand before their keys do.
            _state.Aliases.Add((region, data.Text("AliasName")!), new KmsAlias(
                data.Text("TargetKeyId") ?? "", Told(data, "CreationDate"), Told(data, "LastUpdatedDate")));
            return;
        }

        var id = data.Text("KeyId")!;
        var created = LoadScene.Time(data.Text("CreationDate"));
        var multiRegion = data["MultiRegionConfiguration"] as JsonObject;
        var key = new KmsKey
        {
            Id = id,
            Region = region,
            Arn = data.Text("Arn") ?? _state.Arn(region, "key/" + id),
            Created = created,
            Description = data.Text("Description") ?? "",
            Manager = data.Text("KeyManager") ?? "CUSTOMER",
            State = data.Text("KeyState") ?? KmsKey.Enabled,
            Origin = data.Text("Origin") ?? "AWS_KMS",
            DeletionDate = data.Text("DeletionDate") is { } date ? LoadScene.Time(date) : null,
            MultiRegion = data.Flag("MultiRegion") is true,
            PrimaryRegion = (multiRegion?["PrimaryKey"] as JsonObject)?.Text("Region") ?? (data.Flag("MultiRegion") is true ? region : ""),
            Material = [new KmsMaterial(_state.Random("kms-material", 32), created, RotationType: null)],
            Policy = data.Text("Policy") ?? """{"Version":"2012-10-17","Statement":[]}""",
            RotationEnabled = data.Flag("KeyRotationEnabled") is true,
            RotationPeriodInDays = data.Number("RotationPeriodInDays") ?? 365,
        };
        foreach (var tag in data.Items("Tags"))
        {
            key.Tags[tag.Text("TagKey")!] = tag.Text("TagValue") ?? "";
        }

        _state.Keys.Add((region, id), key);
        AddUnread(data, id, key.Arn);
    }

    protected override void Compare(string type, JsonObject data)
    {
        // A key whose waiting time is over is gone.
        if (type == SnapshotTypes.Key.Name && data.ContainsKey("KeyState") && _state.Keys.TryGetValue((region, data.Text("KeyId")!), out var key))
        {
            key.Overlay = SnapshotOverlay.Between(
                KeyOperations.Metadata(_state, key), Shown(data, "Policy", "KeyRotationEnabled", "RotationPeriodInDays", "Tags"));
        }
    }

    private static DateTimeOffset? Told(JsonObject data, string member) => data.Text(member) is { } time ? LoadScene.Time(time) : null;
}
