using System.Text.Json.Nodes;
using AwsHardening.Core.Changes;

namespace AwsHardening.Core.Encryption.Store;

/// <summary>Changes of one data key as calls. Each call has a condition: nothing that another put there is overwritten.</summary>
internal static class DataKeyChanges
{
    public static ResourceChange New(ResourceChange header, string table, string id, DataKeyVersion first)
    {
        var put = new ApiCall(
            "put", "dynamodb", "PutItem",
            new JsonObject
            {
                [DataKeyItem.Table] = table,
                ["Item"] = DataKeyItem.Write(id, first),
                ["ConditionExpression"] = "attribute_not_exists(#id)",
                ["ExpressionAttributeNames"] = new JsonObject { ["#id"] = DataKeyItem.KeyId },
            },
            Counterpart: "", []);
        return header with
        {
            Before = new JsonObject { [DataKeyItem.Status] = DataKeyItem.Disabled },
            After = new JsonObject { [DataKeyItem.Status] = DataKeyItem.Enabled },
            Calls = [put, Set(table, id, "enable", "disable", DataKeyItem.Status, DataKeyItem.Text(DataKeyItem.Disabled), DataKeyItem.Text(DataKeyItem.Enabled))],
            Inverse = [Set(table, id, "disable", "enable", DataKeyItem.Status, DataKeyItem.Text(DataKeyItem.Enabled), DataKeyItem.Text(DataKeyItem.Disabled))],
        };
    }

    public static ResourceChange AddVersion(ResourceChange header, string table, StoredDataKey key, DataKeyVersion added)
    {
        var (old, now) = (DataKeyItem.Number(key.Current), DataKeyItem.Number(added.Number));
        return header with
        {
            Before = new JsonObject { [DataKeyItem.CurrentVersion] = DataKeyItem.Name(key.Current) },
            After = new JsonObject { [DataKeyItem.CurrentVersion] = DataKeyItem.Name(added.Number) },
            Calls =
            [
                Version(table, key.Id, "add", "", null, added),
                Set(table, key.Id, "use", "use-before", DataKeyItem.CurrentVersion, old, now),
            ],
            Inverse = [Set(table, key.Id, "use-before", "use", DataKeyItem.CurrentVersion, now, old)],
        };
    }

    public static ResourceChange Rewrap(ResourceChange header, string table, string id, IReadOnlyList<(DataKeyVersion Old, DataKeyVersion New)> versions) =>
        header with
        {
            Before = Digests(versions.Select(pair => pair.Old)),
            After = Digests(versions.Select(pair => pair.New)),
            Calls = [.. versions.Select(pair => Version(table, id, $"rewrap-{pair.Old.Number}", $"restore-{pair.Old.Number}", pair.Old, pair.New))],
            Inverse = [.. versions.Select(pair => Version(table, id, $"restore-{pair.Old.Number}", $"rewrap-{pair.Old.Number}", pair.New, pair.Old))],
        };

    public static ResourceChange Disable(ResourceChange header, string table, string id)
    {
        var (enabled, disabled) = (DataKeyItem.Text(DataKeyItem.Enabled), DataKeyItem.Text(DataKeyItem.Disabled));
        return header with
        {
            Before = new JsonObject { [DataKeyItem.Status] = DataKeyItem.Enabled },
            After = new JsonObject { [DataKeyItem.Status] = DataKeyItem.Disabled },
            Calls = [Set(table, id, "disable", "enable", DataKeyItem.Status, enabled, disabled)],
            Inverse = [Set(table, id, "enable", "disable", DataKeyItem.Status, disabled, enabled)],
        };
    }

    private static ApiCall Set(string table, string id, string call, string counterpart, string member, JsonObject old, JsonObject now) => new(
        call, "dynamodb", "UpdateItem",
        new JsonObject
        {
            [DataKeyItem.Table] = table,
            ["Key"] = Key(id),
            ["UpdateExpression"] = "SET #member = :new",
            ["ConditionExpression"] = "#member = :old",
            ["ExpressionAttributeNames"] = new JsonObject { ["#member"] = member },
            ["ExpressionAttributeValues"] = new JsonObject { [":old"] = old.DeepClone(), [":new"] = now.DeepClone() },
        },
        counterpart, []);

    private static ApiCall Version(string table, string id, string call, string counterpart, DataKeyVersion? old, DataKeyVersion now)
    {
        var values = new JsonObject { [":new"] = DataKeyItem.Write(now) };
        if (old is not null)
        {
            values[":old"] = DataKeyItem.Write(old);
        }

        return new ApiCall(
            call, "dynamodb", "UpdateItem",
            new JsonObject
            {
                [DataKeyItem.Table] = table,
                ["Key"] = Key(id),
                ["UpdateExpression"] = "SET #versions.#number = :new",
                ["ConditionExpression"] = old is null ? "attribute_not_exists(#versions.#number)" : "#versions.#number = :old",
                ["ExpressionAttributeNames"] = new JsonObject
                {
                    ["#versions"] = DataKeyItem.Versions,
                    ["#number"] = DataKeyItem.Name(now.Number),
                },
                ["ExpressionAttributeValues"] = values,
            },
            counterpart, []);
    }

    private static JsonObject Key(string id) => new() { [DataKeyItem.KeyId] = DataKeyItem.Text(id) };

    private static JsonObject Digests(IEnumerable<DataKeyVersion> versions) => new(versions.Select(version =>
        KeyValuePair.Create(DataKeyKind.VersionName(version.Number), (JsonNode?)DataKeyKind.Digest(version.KeyArn, version.Blob))));
}
