using System.Globalization;
using System.Text.Json.Nodes;

namespace AwsHardening.Core.Encryption.Store;

/// <summary>A data key as an item of the table, in DynamoDB's JSON.</summary>
internal static class DataKeyItem
{
    public const string Table = "TableName";
    public const string KeyId = "KeyId";
    public const string Status = "Status";
    public const string CurrentVersion = "CurrentVersion";
    public const string Versions = "Versions";
    public const string KeyArn = "KeyArn";
    public const string Blob = "Blob";
    public const string Enabled = "Enabled";
    public const string Disabled = "Disabled";

    private const string Context = "Context";
    private const string CreatedAt = "CreatedAt";

    public static JsonObject Write(string id, DataKeyVersion first) => new()
    {
        [KeyId] = Text(id),
        [CurrentVersion] = Number(first.Number),
        // Enabled by a call of its own, so that what enables can be taken back and made again, and what puts never is.
        [Status] = Text(Disabled),
        [Versions] = new JsonObject { ["M"] = new JsonObject { [Name(first.Number)] = Write(first) } },
    };

    public static JsonObject Write(DataKeyVersion version) => new()
    {
        ["M"] = new JsonObject
        {
            [KeyArn] = Text(version.KeyArn),
            [Blob] = Bytes(version.Blob),
            [Context] = new JsonObject { ["M"] = new JsonObject(version.Context.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)Text(pair.Value)))) },
            [CreatedAt] = Text(version.CreatedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)),
        },
    };

    /// <summary>Reads an item; null where it has no versions, as those that the workshop's insert_dek writes.</summary>
    public static StoredDataKey? Read(JsonObject item)
    {
        if (item[Versions]?["M"] is not JsonObject versions || item[KeyId]?["S"]?.GetValue<string>() is not { } id)
        {
            return null;
        }

        return new StoredDataKey(
            id, int.Parse(item[CurrentVersion]!["N"]!.GetValue<string>(), CultureInfo.InvariantCulture),
            item[Status]?["S"]?.GetValue<string>() == Enabled,
            [.. versions.Select(pair => Read(pair.Key, (JsonObject)pair.Value!["M"]!)).OrderBy(version => version.Number)]);
    }

    public static JsonObject Text(string text) => new() { ["S"] = text };

    public static JsonObject Number(int number) => new() { ["N"] = Name(number) };

    public static JsonObject Bytes(byte[] bytes) => new() { ["B"] = Convert.ToBase64String(bytes) };

    public static string Name(int version) => version.ToString(CultureInfo.InvariantCulture);

    private static DataKeyVersion Read(string number, JsonObject version) => new(
        int.Parse(number, CultureInfo.InvariantCulture),
        version[KeyArn]!["S"]!.GetValue<string>(),
        Convert.FromBase64String(version[Blob]!["B"]!.GetValue<string>()),
        ((JsonObject)version[Context]!["M"]!).ToDictionary(pair => pair.Key, pair => pair.Value!["S"]!.GetValue<string>()),
        DateTimeOffset.Parse(version[CreatedAt]!["S"]!.GetValue<string>(), CultureInfo.InvariantCulture));
}
