using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Encryption.Store;

/// <summary>
/// A KMS key that goes by an alias. That there is a key is never taken back: KMS deletes nothing at once, and what a key
/// encrypted is lost with it.
/// </summary>
internal sealed class KmsKeyKind : SettingsKind
{
    public const string Type = "AWS::KMS::Alias";
    public const string Exists = "Exists";
    public const string HasAlias = "HasAlias";
    public const string Rotation = "KeyRotationEnabled";
    public const string Arn = "Arn";

    private const string KeyId = "KeyId";
    private const string Description = "Description";

    public override string ResourceType => Type;

    public override IReadOnlyList<string> RequiredActions { get; } =
    [
        "kms:ListKeys", "kms:DescribeKey", "kms:GetKeyRotationStatus", "kms:CreateKey", "kms:CreateAlias", "kms:DeleteAlias",
        "kms:EnableKeyRotation", "kms:DisableKeyRotation", "kms:ScheduleKeyDeletion", "kms:CancelKeyDeletion",
    ];

    public override Task<JsonObject> ReadAsync(AwsSession session, ResourceChange change, CancellationToken cancellationToken) => ReadAsync(
        session, change.ResourceId, change.Calls.FirstOrDefault(call => call.Operation == "CreateKey")?.Parameters[Description]?.GetValue<string>(),
        cancellationToken);

    /// <summary>The key behind an alias; without one, the key with a description, where one is said.</summary>
    public static Task<JsonObject> ReadAsync(AwsSession session, string alias, string? description, CancellationToken cancellationToken) =>
        UnreadAsync($"KMS key {alias}", "kms:DescribeKey", () => FindAsync(session, alias, description, cancellationToken), cancellationToken);

    public override async Task<int> CountAsync(AccountView view)
    {
        var all = await view.Keys();
        return all.IsKnown
            ? all.Value.Count : throw new UnreadFactException(all.Reason!) { What = "the KMS keys", IamAction = "kms:ListKeys" };
    }

    protected override (string Name, JsonNode? Value) Written(ApiCall call) => call.Operation switch
    {
        "CreateKey" => (Exists, true),
        "CreateAlias" => (HasAlias, true),
        "DeleteAlias" => (HasAlias, false),
        "EnableKeyRotation" => (Rotation, true),
        _ => (Rotation, false),
    };

    protected override IReadOnlyDictionary<string, string> Ids(ApiCall call, JsonObject present) =>
        call.Creates.ToDictionary(created => created.Id, _ => present[KeyId]!.GetValue<string>());

    private static async Task<JsonObject> FindAsync(AwsSession session, string alias, string? description, CancellationToken cancellationToken)
    {
        var key = await DescribeAsync(session, alias, cancellationToken);
        var hasAlias = key is not null;
        if (key is null && description is not null)
        {
            key = await ByDescriptionAsync(session, description, cancellationToken);
        }

        if (key is null)
        {
            return new JsonObject { [Exists] = false, [HasAlias] = false, [Rotation] = false };
        }

        var status = await ApiInvoker.ReadAsync(
            session, "kms", "GetKeyRotationStatus", new JsonObject { [KeyId] = key[Arn]!.DeepClone() }, cancellationToken);
        return new JsonObject
        {
            [Exists] = true,
            [HasAlias] = hasAlias,
            [Rotation] = status[Rotation]?.GetValue<bool>() == true,
            [KeyId] = key[KeyId]!.DeepClone(),
            [Arn] = key[Arn]!.DeepClone(),
        };
    }

    private static async Task<JsonObject?> DescribeAsync(AwsSession session, string keyId, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await ApiInvoker.ReadAsync(session, "kms", "DescribeKey", new JsonObject { [KeyId] = keyId }, cancellationToken);
            return (JsonObject)answer["KeyMetadata"]!;
        }
        catch (Exception e) when (AwsErrors.Code(e) == "NotFoundException")
        {
            return null;
        }
    }

    // The answer of CreateKey can be lost, and a key has no name of its own: its description tells which call made it.
    private static async Task<JsonObject?> ByDescriptionAsync(AwsSession session, string description, CancellationToken cancellationToken)
    {
        var parameters = new JsonObject();
        while (true)
        {
            var page = await ApiInvoker.ReadAsync(session, "kms", "ListKeys", parameters, cancellationToken);
            foreach (var key in page["Keys"] as JsonArray ?? [])
            {
                if (await DescribeAsync(session, key![KeyId]!.GetValue<string>(), cancellationToken) is { } found
                    && found[Description]?.GetValue<string>() == description)
                {
                    return found;
                }
            }

            if (page["Truncated"]?.GetValue<bool>() != true)
            {
                return null;
            }

            parameters = new JsonObject { ["Marker"] = page["NextMarker"]!.DeepClone() };
        }
    }
}
