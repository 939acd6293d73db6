using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Encryption.Store;

/// <summary>A table of data keys and what protects it. That there is a table is never taken back: data keys would go with it.</summary>
internal sealed class DataKeyTableKind : SettingsKind
{
    public const string Type = "AWS::DynamoDB::Table";
    public const string Exists = "Exists";
    public const string Encrypted = "KmsEncrypted";
    public const string Protected = "DeletionProtectionEnabled";
    public const string Recoverable = "PointInTimeRecoveryEnabled";
    public const string Status = "TableStatus";
    public const string HashKey = "HashKey";

    public override string ResourceType => Type;

    public override IReadOnlyList<string> RequiredActions { get; } =
    [
        "dynamodb:DescribeTable", "dynamodb:DescribeContinuousBackups", "dynamodb:CreateTable", "dynamodb:UpdateTable",
        "dynamodb:UpdateContinuousBackups", "dynamodb:DeleteTable", "dynamodb:ListTables",
    ];

    public override Task<JsonObject> ReadAsync(AwsSession session, ResourceChange change, CancellationToken cancellationToken) =>
        ReadAsync(session, change.ResourceId, cancellationToken);

    /// <summary>The table as it is now.</summary>
    public static Task<JsonObject> ReadAsync(AwsSession session, string name, CancellationToken cancellationToken) =>
        UnreadAsync($"table {name}", "dynamodb:DescribeTable", () => FindAsync(session, name, cancellationToken), cancellationToken);

    public override async Task<int> CountAsync(AccountView view)
    {
        var all = await view.DynamoDbTables();
        return all.IsKnown
            ? all.Value.Count : throw new UnreadFactException(all.Reason!) { What = "the tables", IamAction = "dynamodb:ListTables" };
    }

    protected override (string Name, JsonNode? Value) Written(ApiCall call) => call.Operation switch
    {
        "CreateTable" => (Exists, true),
        "UpdateContinuousBackups" => (Recoverable, call.Parameters["PointInTimeRecoverySpecification"]!["PointInTimeRecoveryEnabled"]),
        _ => call.Parameters["SSESpecification"] is { } encryption
            ? (Encrypted, encryption["Enabled"]) : (Protected, call.Parameters[Protected]),
    };

    private static async Task<JsonObject> FindAsync(AwsSession session, string name, CancellationToken cancellationToken)
    {
        var parameters = new JsonObject { [DataKeyItem.Table] = name };
        JsonObject table;
        try
        {
            table = (JsonObject)(await ApiInvoker.ReadAsync(session, "dynamodb", "DescribeTable", parameters, cancellationToken))["Table"]!;
        }
        catch (Exception e) when (AwsErrors.Code(e) == "ResourceNotFoundException")
        {
            return new JsonObject { [Exists] = false, [Encrypted] = false, [Protected] = false, [Recoverable] = false };
        }

        var backups = await UnreadAsync(
            $"the backups of table {name}", "dynamodb:DescribeContinuousBackups",
            () => ApiInvoker.ReadAsync(session, "dynamodb", "DescribeContinuousBackups", parameters, cancellationToken), cancellationToken);
        var recovery = backups["ContinuousBackupsDescription"]?["PointInTimeRecoveryDescription"]?["PointInTimeRecoveryStatus"];
        return new JsonObject
        {
            [Exists] = true,
            [Encrypted] = table["SSEDescription"]?["Status"]?.GetValue<string>() is "ENABLED" or "ENABLING" or "UPDATING",
            [Protected] = table[Protected]?.GetValue<bool>() == true,
            [Recoverable] = recovery?.GetValue<string>() == "ENABLED",
            [Status] = table[Status]?.DeepClone(),
            [HashKey] = table["KeySchema"]?[0]?["AttributeName"]?.DeepClone(),
        };
    }
}
