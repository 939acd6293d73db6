using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;

namespace AwsHardening.Core.Audit;

/// <summary>Whether new EBS volumes of a Region are encrypted by default. There always is an answer: it is yes or no.</summary>
internal sealed class EbsEncryptionKind : ContentKind
{
    public const string Type = "AWS::EC2::EbsEncryptionByDefault";
    public const string Default = "EbsEncryptionByDefault";

    public override string ResourceType => Type;

    public override IReadOnlyList<string> RequiredActions { get; } =
    [
        "ec2:GetEbsEncryptionByDefault", "ec2:EnableEbsEncryptionByDefault", "ec2:DisableEbsEncryptionByDefault",
    ];

    public override Task<JsonObject> ReadAsync(AwsSession session, ResourceChange change, CancellationToken cancellationToken) =>
        ReadAsync(session, cancellationToken);

    /// <summary>The setting of the session's Region.</summary>
    public static async Task<JsonObject> ReadAsync(AwsSession session, CancellationToken cancellationToken)
    {
        var answer = await AuditReads.ReadAsync(session, "ec2", "GetEbsEncryptionByDefault", [], cancellationToken);
        return new() { [Exists] = true, [Default] = (bool?)answer[Default] ?? false };
    }

    protected override JsonObject? Leaves(ApiCall call) => call.Operation switch
    {
        "EnableEbsEncryptionByDefault" => new() { [Exists] = true, [Default] = true },
        "DisableEbsEncryptionByDefault" => new() { [Exists] = true, [Default] = false },
        _ => null,
    };
}
