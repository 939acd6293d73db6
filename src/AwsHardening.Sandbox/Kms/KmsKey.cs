using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Iam;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Kms;

/// <summary>A KMS key: what it is and who may use it. It holds no key material.</summary>
internal sealed class KmsKey(string id, string arn, string accountId, DateTimeOffset created)
{
    public string Id { get; } = id;

    public string Arn { get; } = arn;

    public string Description { get; init; } = "";

    /// <summary><c>CUSTOMER</c> or <c>AWS</c>.</summary>
    public string Manager { get; init; } = "CUSTOMER";

    public string KeySpec { get; init; } = "SYMMETRIC_DEFAULT";

    public string KeyUsage { get; init; } = "ENCRYPT_DECRYPT";

    /// <summary>As KeyState answers it.</summary>
    public string State { get; set; } = "Enabled";

    public DateTimeOffset? DeletionDate { get; set; }

    public required string Policy { get; set; }

    public bool Rotates { get; set; }

    public TagSet Tags { get; } = new();

    public SnapshotOverlay? Overlay { get; set; }

    /// <summary>Whether the key policy lets an AWS service do something with the key.</summary>
    public bool LetsService(string principal, string action, IReadOnlyDictionary<string, string> context) =>
        PolicyText.Statements(Policy).Any(statement => PolicyJudge.Texts(statement["Principal"]?["Service"]).Contains(principal)
            && PolicyJudge.Allows([new JsonObject { ["Statement"] = WithResource(statement) }.ToJsonString()], action, Arn, context));

    public JsonObject Metadata() => SnapshotOverlay.Show(Json.Of(
        ("AWSAccountId", accountId), ("KeyId", Id), ("Arn", Arn), ("CreationDate", Json.Time(created)), ("Enabled", State == "Enabled"),
        ("Description", Description), ("KeyUsage", KeyUsage), ("KeyState", State), ("Origin", "AWS_KMS"), ("KeyManager", Manager),
        ("CustomerMasterKeySpec", KeySpec), ("KeySpec", KeySpec), ("EncryptionAlgorithms", Json.Texts(["SYMMETRIC_DEFAULT"])),
        ("MultiRegion", false), ("DeletionDate", DeletionDate is { } date ? Json.Time(date) : null)), Overlay);

    // A key policy is about its own key, whatever its Resource says.
    private static JsonObject WithResource(JsonObject statement)
    {
        var copy = (JsonObject)statement.DeepClone();
        copy["Resource"] = "*";
        return copy;
    }
}
