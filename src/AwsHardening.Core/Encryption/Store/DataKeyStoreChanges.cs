using System.Text.Json.Nodes;
using AwsHardening.Core.Changes;

namespace AwsHardening.Core.Encryption.Store;

/// <summary>Changes of the KMS key and of the table. What is made stays: each making is a change of its own without an inverse.</summary>
internal static class DataKeyStoreChanges
{
    private const string KeyId = "KeyId";

    /// <summary>The name that later calls have for a key that is yet to be made.</summary>
    public static string NewKey(ResourceChange header) => $"{header.SetId}-key";

    public static ResourceChange CreateKey(ResourceChange header, string alias) => header with
    {
        Before = new JsonObject { [KmsKeyKind.Exists] = false },
        After = new JsonObject { [KmsKeyKind.Exists] = true },
        Calls =
        [
            new ApiCall(
                "create", "kms", "CreateKey",
                new JsonObject { ["Description"] = $"Encrypts the data keys of {alias} (AwsHardening {header.Id})" }, "",
                [new CreatedId(NewKey(header), "KeyMetadata", [], KeyId)]),
        ],
        Inverse = [],
        Cost = "A KMS key costs 1 USD a month, and so does each of its first two rotations.",
    };

    /// <summary>Gives the key its alias and turns its rotation on, as far as either is missing.</summary>
    public static ResourceChange? RaiseKey(ResourceChange header, string alias, JsonNode keyId, bool hasAlias, bool rotates)
    {
        List<ApiCall> calls = [], inverse = [];
        var (before, after) = (new JsonObject(), new JsonObject());
        if (!hasAlias)
        {
            (before[KmsKeyKind.HasAlias], after[KmsKeyKind.HasAlias]) = (false, true);
            calls.Add(new("alias", "kms", "CreateAlias", new JsonObject { ["AliasName"] = alias, ["TargetKeyId"] = keyId.DeepClone() }, "unalias", []));
            inverse.Insert(0, new("unalias", "kms", "DeleteAlias", new JsonObject { ["AliasName"] = alias }, "alias", []));
        }

        if (!rotates)
        {
            (before[KmsKeyKind.Rotation], after[KmsKeyKind.Rotation]) = (false, true);
            calls.Add(new("rotate", "kms", "EnableKeyRotation", new JsonObject { [KeyId] = keyId.DeepClone() }, "unrotate", []));
            inverse.Insert(0, new("unrotate", "kms", "DisableKeyRotation", new JsonObject { [KeyId] = keyId.DeepClone() }, "rotate", []));
        }

        return calls.Count == 0 ? null : header with { Before = before, After = after, Calls = calls, Inverse = inverse };
    }

    public static ResourceChange CreateTable(ResourceChange header, string table) => header with
    {
        Before = new JsonObject { [DataKeyTableKind.Exists] = false },
        After = new JsonObject
        {
            [DataKeyTableKind.Exists] = true,
            [DataKeyTableKind.Encrypted] = true,
            [DataKeyTableKind.Protected] = true,
        },
        Calls =
        [
            new ApiCall(
                "create", "dynamodb", "CreateTable",
                new JsonObject
                {
                    [DataKeyItem.Table] = table,
                    ["AttributeDefinitions"] = new JsonArray(new JsonObject { ["AttributeName"] = DataKeyItem.KeyId, ["AttributeType"] = "S" }),
                    ["KeySchema"] = new JsonArray(new JsonObject { ["AttributeName"] = DataKeyItem.KeyId, ["KeyType"] = "HASH" }),
                    ["BillingMode"] = "PAY_PER_REQUEST",
                    ["SSESpecification"] = new JsonObject { ["Enabled"] = true, ["SSEType"] = "KMS" },
                    [DataKeyTableKind.Protected] = true,
                },
                "", []),
        ],
        Inverse = [],
        Cost = "The table costs by request and by what it holds; point-in-time recovery by what it holds.",
    };

    /// <summary>Encrypts the table, protects it against deletion and makes it recoverable, as far as each is missing.</summary>
    public static ResourceChange? RaiseTable(ResourceChange header, string table, JsonObject present)
    {
        List<ApiCall> calls = [], inverse = [];
        var (before, after) = (new JsonObject(), new JsonObject());
        void Raise(string setting, string operation, Func<bool, JsonObject> parameters)
        {
            if (present[setting]!.GetValue<bool>())
            {
                return;
            }

            (before[setting], after[setting]) = (false, true);
            calls.Add(new($"set-{setting}", "dynamodb", operation, parameters(true), $"restore-{setting}", []));
            inverse.Insert(0, new($"restore-{setting}", "dynamodb", operation, parameters(false), $"set-{setting}", []));
        }

        Raise(DataKeyTableKind.Encrypted, "UpdateTable", on => new JsonObject
        {
            [DataKeyItem.Table] = table,
            ["SSESpecification"] = on ? new JsonObject { ["Enabled"] = true, ["SSEType"] = "KMS" } : new JsonObject { ["Enabled"] = false },
        });
        Raise(DataKeyTableKind.Protected, "UpdateTable", on => new JsonObject
        {
            [DataKeyItem.Table] = table,
            [DataKeyTableKind.Protected] = on,
        });
        Raise(DataKeyTableKind.Recoverable, "UpdateContinuousBackups", on => new JsonObject
        {
            [DataKeyItem.Table] = table,
            ["PointInTimeRecoverySpecification"] = new JsonObject { ["PointInTimeRecoveryEnabled"] = on },
        });
        return calls.Count == 0 ? null : header with { Before = before, After = after, Calls = calls, Inverse = inverse };
    }
}
