using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Snapshots;

namespace AwsHardening.Sandbox.S3Control;

/// <summary>Puts a snapshot's account-level public access block into the state of a new account; a record without one says that there is none.</summary>
internal sealed class AccountBlockLoader(S3ControlService service) : ServiceLoader("s3control", service.NewCopy())
{
    protected override void Add(SnapshotRecord record, JsonObject data) =>
        service.State.AccountBlock = (JsonObject?)data["PublicAccessBlockConfiguration"]?.DeepClone();
}
