using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Access.Kinds;

/// <summary>A KMS key under an alias. To take it back is to schedule its deletion, 30 days ahead: until then it can be kept.</summary>
internal sealed class KeyKind : PartsKind
{
    public const string Type = "AWS::KMS::Key";
    private const string State = "KeyState";
    private const string Rotation = "EnableKeyRotation";
    private const string Alias = "AliasName";
    private const string Policy = "Policy";
    private const int WindowInDays = 30;

    public override string ResourceType => Type;

    public override IReadOnlyList<string> RequiredActions { get; } =
    [
        "kms:ListKeys", "kms:DescribeKey", "kms:GetKeyRotationStatus", "kms:GetKeyPolicy", "kms:PutKeyPolicy", "kms:CreateKey", "kms:ScheduleKeyDeletion",
        "kms:EnableKeyRotation", "kms:DisableKeyRotation", "kms:CreateAlias", "kms:DeleteAlias",
    ];

    protected override string Existence => State;

    public override async Task<int> CountAsync(AccountView view) => Count(await view.Keys(), "the keys", "kms:ListKeys");

    protected override async Task<JsonObject> ReadPartsAsync(AwsSession session, ResourceChange change, CancellationToken cancellationToken)
    {
        var named = await DescribeAsync(session, change.ResourceId, cancellationToken);
        // A key whose making was not answered has no alias yet; its description says which change made it.
        var key = named ?? await FindAsync(session, Made(change.Undoes ?? change.Id), cancellationToken);
        var there = key is { KeyState.Value: not "PendingDeletion" };
        var rotation = there ? await Ask.OrNull(
            () => session.Kms.GetKeyRotationStatusAsync(new Amazon.KeyManagementService.Model.GetKeyRotationStatusRequest { KeyId = key!.KeyId }, cancellationToken),
            $"the rotation of key {key!.KeyId}", "kms:GetKeyRotationStatus") : null;
        var present = new JsonObject
        {
            [State] = there ? "Enabled" : null,
            [Rotation] = rotation?.KeyRotationEnabled is true ? true : null,
            [Alias] = named is null ? null : change.ResourceId,
            [Issued] = new JsonObject { ["Arn"] = key?.Arn },
        };
        if (there && change.After.ContainsKey(Policy))
        {
            present[Policy] = await ReadPolicyAsync(session, key!.KeyId, cancellationToken);
        }

        return present;
    }

    /// <summary>A key's policy; null where the key is not there.</summary>
    public static async Task<JsonObject?> ReadPolicyAsync(AwsSession session, string keyId, CancellationToken cancellationToken) => (await Ask.OrNull(
        () => session.Kms.GetKeyPolicyAsync(new() { KeyId = keyId, PolicyName = "default" }, cancellationToken),
        $"the policy of key {keyId}", "kms:GetKeyPolicy"))?.Policy is { } text ? (JsonObject)JsonNode.Parse(text)! : null;

    /// <summary>Gives a key another policy.</summary>
    /// <param name="keyArn">The key: PutKeyPolicy knows no aliases.</param>
    /// <param name="before">Its policy now.</param>
    /// <param name="after">The policy that it is to have.</param>
    public static PartsChange WritePolicy(string keyArn, JsonObject before, JsonObject after) => new PartsChange().Set(
        Policy, before, after, Put(keyArn, after), Put(keyArn, before));

    private static Step Put(string keyArn, JsonObject policy) =>
        new("kms", "PutKeyPolicy", new JsonObject { ["KeyId"] = keyArn, ["PolicyName"] = "default", [Policy] = policy.ToJsonString() });

    /// <summary>Has a key rotate; nothing where it does, or is not there.</summary>
    /// <param name="keyId">The key.</param>
    /// <param name="present">The key as it is now.</param>
    public static PartsChange? Rotate(string keyId, JsonObject present)
    {
        return present[State] is null || present[Rotation] is not null ? null
            : new PartsChange().Set(Rotation, null, true, Write("EnableKeyRotation"), Write("DisableKeyRotation"));

        Step Write(string operation) => new("kms", operation, new JsonObject { ["KeyId"] = keyId });
    }

    public static string NameOf(string changeId) => $"{changeId}#key";

    /// <summary>Makes a key: rotated, under an alias.</summary>
    /// <param name="changeId">The change that makes it.</param>
    /// <param name="alias">The alias.</param>
    /// <param name="purpose">What it is for, such as <c>Encrypts session logs</c>.</param>
    /// <param name="policy">Who may use it.</param>
    public static PartsChange Make(string changeId, string alias, string purpose, JsonObject policy)
    {
        var reference = IdMap.Reference(NameOf(changeId));
        return new PartsChange()
            .Set(
                State, null, "Enabled",
                new(
                    "kms", "CreateKey", new JsonObject { ["Description"] = purpose + Made(changeId), ["Policy"] = policy.ToJsonString() },
                    new CreatedId(NameOf(changeId), "KeyMetadata", [], "Arn")),
                new("kms", "ScheduleKeyDeletion", new JsonObject { ["KeyId"] = reference.DeepClone(), ["PendingWindowInDays"] = WindowInDays }))
            .Set(Rotation, null, true, new("kms", "EnableKeyRotation", new JsonObject { ["KeyId"] = reference.DeepClone() }), restore: null)
            .Set(
                Alias, null, alias,
                new("kms", "CreateAlias", new JsonObject { [Alias] = alias, ["TargetKeyId"] = reference.DeepClone() }),
                new("kms", "DeleteAlias", new JsonObject { [Alias] = alias }));
    }

    private static string Made(string changeId) => $" (made by AwsHardening, change {changeId})";

    private static async Task<Amazon.KeyManagementService.Model.KeyMetadata?> DescribeAsync(
        AwsSession session, string name, CancellationToken cancellationToken) => (await Ask.OrNull(
        () => session.Kms.DescribeKeyAsync(new Amazon.KeyManagementService.Model.DescribeKeyRequest { KeyId = name }, cancellationToken),
        $"key {name}", "kms:DescribeKey"))?.KeyMetadata;

    private static async Task<Amazon.KeyManagementService.Model.KeyMetadata?> FindAsync(
        AwsSession session, string made, CancellationToken cancellationToken)
    {
        var keys = await new AccountView(session, cancellationToken).Keys();
        if (!keys.IsKnown)
        {
            throw new UnreadFactException(keys.Reason!) { What = "the keys", IamAction = "kms:ListKeys" };
        }

        foreach (var entry in keys.Value)
        {
            if (await DescribeAsync(session, entry.KeyId, cancellationToken) is { } key && key.Description?.EndsWith(made, StringComparison.Ordinal) == true)
            {
                return key;
            }
        }

        return null;
    }
}
