using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Ec2.Snapshots;
using AwsHardening.Sandbox.Services;
using AwsHardening.Sandbox.Snapshots;

namespace AwsHardening.Sandbox.Kms;

/// <summary>Puts a snapshot's keys and aliases into the state of a new account.</summary>
internal sealed class KeyLoader(KmsService service, string region) : ServiceLoader("kms", service.NewCopy(region))
{
    private readonly KmsState _state = service.State;

    protected override void Add(SnapshotRecord record, JsonObject data)
    {
        if (record.Type == SnapshotTypes.Alias.Name)
        {
            // AWS's own aliases stand before their keys do.
            _state.Aliases(region).Add(data.Text("AliasName")!, data.Text("TargetKeyId") ?? "");
            return;
        }

        var id = data.Text("KeyId")!;
        var arn = data.Text("Arn") ?? _state.Arn(region, "key/" + id);
        var key = new KmsKey(id, arn, data.Text("AWSAccountId") ?? "", LoadScene.Time(data.Text("CreationDate")))
        {
            Description = data.Text("Description") ?? "",
            Manager = data.Text("KeyManager") ?? "CUSTOMER",
            KeySpec = data.Text("KeySpec") ?? "SYMMETRIC_DEFAULT",
            KeyUsage = data.Text("KeyUsage") ?? "ENCRYPT_DECRYPT",
            State = data.Text("KeyState") ?? "Enabled",
            DeletionDate = data.Text("DeletionDate") is { } date ? LoadScene.Time(date) : null,
            Policy = data.Text("Policy") ?? """{"Version":"2012-10-17","Statement":[]}""",
            Rotates = data.Flag("KeyRotationEnabled") is true,
        };
        key.Tags.Add(data.Items("Tags"), "TagKey", "TagValue");
        _state.Keys(region).Add(id, key);
        AddUnread(data, id, arn);
    }

    protected override void Compare(string type, JsonObject data)
    {
        if (type == SnapshotTypes.Key.Name && data.ContainsKey("KeyState"))
        {
            var key = _state.Keys(region)[data.Text("KeyId")!];
            key.Overlay = SnapshotOverlay.Between(
                key.Metadata(), Shown(data, "Policy", "KeyRotationEnabled", "RotationPeriodInDays", "Tags"));
        }
    }
}
