using System.Security.Cryptography;
using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Encryption.Store;

/// <summary>
/// A data key in its table: its status, its current version, and each version as a digest. What is not there counts as disabled:
/// nothing new is encrypted with either, and that is all that undo brings back. No version is ever taken away.
/// </summary>
internal sealed class DataKeyKind : SettingsKind
{
    public const string Type = "AWS::DynamoDB::Item";

    public override string ResourceType => Type;

    public override IReadOnlyList<string> RequiredActions { get; } =
    [
        "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DescribeTable",
    ];

    public static string ResourceId(string table, string id) => $"{table}/{id}";

    public override Task<JsonObject> ReadAsync(AwsSession session, ResourceChange change, CancellationToken cancellationToken)
    {
        var (table, id) = Split(change.ResourceId);
        return UnreadAsync(
            $"data key {id} of table {table}", "dynamodb:GetItem",
            async () => Content(await new DataKeyStoreReader(session, table).ItemAsync(id, cancellationToken)), cancellationToken);
    }

    // The items of every table of a Region: nobody can count those.
    public override Task<int> CountAsync(AccountView view) => throw new UnreadFactException(
        new NotSupportedException("DynamoDB does not count the items of a Region.")) { What = "the items of all tables", IamAction = "dynamodb:DescribeTable" };

    /// <summary>What a version is told by: its KMS key and a digest of its blob.</summary>
    public static string Digest(string keyArn, byte[] blob) => $"{keyArn} {Convert.ToHexString(SHA256.HashData(blob))[..16]}";

    public static string VersionName(int number) => $"Version {number}";

    protected override (string Name, JsonNode? Value) Written(ApiCall call)
    {
        if (call.Operation == "PutItem")
        {
            var first = DataKeyItem.Read((JsonObject)call.Parameters["Item"]!)!.Versions[0];
            return (VersionName(first.Number), Digest(first.KeyArn, first.Blob));
        }

        var (names, value) = (call.Parameters["ExpressionAttributeNames"]!, (JsonObject)call.Parameters["ExpressionAttributeValues"]![":new"]!);
        if (names["#number"]?.GetValue<string>() is not { } number)
        {
            return (names["#member"]!.GetValue<string>(), (value["S"] ?? value["N"])!.DeepClone());
        }

        var version = (JsonObject)value["M"]!;
        return (
            $"Version {number}",
            Digest(version[DataKeyItem.KeyArn]!["S"]!.GetValue<string>(), Convert.FromBase64String(version[DataKeyItem.Blob]!["B"]!.GetValue<string>())));
    }

    private static JsonObject Content(JsonObject? item)
    {
        if (item is null || DataKeyItem.Read(item) is not { } key)
        {
            return new JsonObject { [DataKeyItem.Status] = DataKeyItem.Disabled };
        }

        var content = new JsonObject
        {
            [DataKeyItem.Status] = key.IsEnabled ? DataKeyItem.Enabled : DataKeyItem.Disabled,
            [DataKeyItem.CurrentVersion] = DataKeyItem.Name(key.Current),
        };
        foreach (var version in key.Versions)
        {
            content[VersionName(version.Number)] = Digest(version.KeyArn, version.Blob);
        }

        return content;
    }

    // Names of tables have no slash; ids of keys may.
    private static (string Table, string Id) Split(string resourceId)
    {
        var slash = resourceId.IndexOf('/', StringComparison.Ordinal);
        return (resourceId[..slash], resourceId[(slash + 1)..]);
    }
}
