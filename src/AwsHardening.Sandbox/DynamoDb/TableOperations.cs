using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AwsHardening.Sandbox.Ec2;

namespace AwsHardening.Sandbox.DynamoDb;

/// <summary>Tables: made, described, listed, deleted. Each takes a few seconds, as it does with AWS.</summary>
internal static partial class TableOperations
{
    public static void Register(Dictionary<string, Func<DynamoDbCall, JsonObject>> operations)
    {
        operations["CreateTable"] = Create;
        operations["DescribeTable"] = call => new JsonObject { ["Table"] = Describe(call.Table()) };
        operations["ListTables"] = List;
        operations["DeleteTable"] = Delete;
    }

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static JsonObject Describe(Table table)
    {
        var description = new JsonObject
        {
            ["TableName"] = table.Name,
            ["TableArn"] = table.Arn,
            ["TableId"] = table.Id,
            ["TableStatus"] = table.Status,
            ["CreationDateTime"] = Time(table.Created),
            ["KeySchema"] = table.KeySchema.DeepClone(),
            ["AttributeDefinitions"] = table.AttributeDefinitions.DeepClone(),
            ["ItemCount"] = table.Items.Count,
            ["TableSizeBytes"] = table.Items.Values.Sum(item => (long)item.ToJsonString().Length),
            ["DeletionProtectionEnabled"] = table.DeletionProtection,
            ["ProvisionedThroughput"] = new JsonObject
            {
                ["NumberOfDecreasesToday"] = 0,
                ["ReadCapacityUnits"] = (long?)table.ProvisionedThroughput?["ReadCapacityUnits"] ?? 0,
                ["WriteCapacityUnits"] = (long?)table.ProvisionedThroughput?["WriteCapacityUnits"] ?? 0,
            },
        };
        if (table.IsCopy)
        {
            description.Remove("ItemCount");
            description.Remove("TableSizeBytes");
        }

        if (table.BillingMode == "PAY_PER_REQUEST")
        {
            description["BillingModeSummary"] = new JsonObject { ["BillingMode"] = table.BillingMode };
        }

        if (table.Encryption is { } encryption)
        {
            description["SSEDescription"] = encryption.DeepClone();
        }

        return SnapshotOverlay.Show(description, table.Overlay);
    }

    /// <summary>What a table says of its encryption; null for the key that DynamoDB owns.</summary>
    public static JsonObject? Encryption(DynamoDbCall call)
    {
        if (call.Structure("SSESpecification") is not { } wanted || (bool?)wanted["Enabled"] != true)
        {
            return null;
        }

        var key = (string?)wanted["KMSMasterKeyId"] ?? "alias/aws/dynamodb";
        var arn = key.StartsWith("arn:", StringComparison.Ordinal) ? key
            : $"arn:{AwsPartition.OfRegion(call.Region).Name}:kms:{call.Region}:{call.State.Options.AccountId}:{(key.StartsWith("alias/", StringComparison.Ordinal) ? key : $"key/{key}")}";
        return new JsonObject { ["Status"] = "ENABLED", ["SSEType"] = "KMS", ["KMSMasterKeyArn"] = arn };
    }

    private static JsonObject Create(DynamoDbCall call)
    {
        var name = call.Text("TableName")!;
        if (!TableName().IsMatch(name))
        {
            throw DynamoDbErrors.Validation("TableName must be at least 3 characters long and at most 255 characters long, and may contain only the characters a-z, A-Z, 0-9, '_', '-', and '.'");
        }

        if (call.State.Tables.TryGetValue((call.Region, name), out var present))
        {
            present.Settle(call.State.Now);
            if (!present.IsGone)
            {
                throw DynamoDbErrors.InUse($"Table already exists: {name}");
            }
        }

        var (keys, attributes) = ((JsonArray)call.Input["KeySchema"]!, call.Input["AttributeDefinitions"] as JsonArray ?? []);
        var billing = call.Text("BillingMode") ?? "PROVISIONED";
        if (billing == "PROVISIONED" != call.Input.ContainsKey("ProvisionedThroughput"))
        {
            throw DynamoDbErrors.Validation(billing == "PROVISIONED"
                ? "One or more parameter values were invalid: ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED"
                : "One or more parameter values were invalid: Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST");
        }

        var table = new Table
        {
            Name = name,
            Arn = $"arn:{AwsPartition.OfRegion(call.Region).Name}:dynamodb:{call.Region}:{call.State.Options.AccountId}:table/{name}",
            Id = call.State.Options.Ids.NextUuid("dynamodb-table"),
            Created = call.State.Now,
            KeySchema = (JsonArray)keys.DeepClone(),
            AttributeDefinitions = (JsonArray)attributes.DeepClone(),
            HashKey = KeyName(keys, "HASH") ?? throw DynamoDbErrors.Validation("Invalid KeySchema: The first KeySchemaElement is not a HASH key type"),
            RangeKey = KeyName(keys, "RANGE"),
            BillingMode = billing,
            ProvisionedThroughput = call.Structure("ProvisionedThroughput")?.DeepClone() as JsonObject,
            Encryption = Encryption(call),
            DeletionProtection = call.Flag("DeletionProtectionEnabled") == true,
        };
        foreach (var key in new[] { table.HashKey, table.RangeKey }.OfType<string>())
        {
            if (!attributes.Any(attribute => (string?)attribute!["AttributeName"] == key))
            {
                throw DynamoDbErrors.Validation("One or more parameter values were invalid: Some index key attributes are not defined in AttributeDefinitions.");
            }
        }

        TagOperations.Put(table, call.Input["Tags"] as JsonArray);
        table.Begin(Table.Creating, call.State.Now);
        call.State.Tables[(call.Region, name)] = table;
        return new JsonObject { ["TableDescription"] = Describe(table) };
    }

    private static JsonObject List(DynamoDbCall call)
    {
        var (limit, after) = (call.Number("Limit") ?? 100, call.Text("ExclusiveStartTableName"));
        var names = call.State.Tables.Keys.Where(key => key.Region == call.Region).Select(key => key.Name)
            .Where(name => after is null || string.CompareOrdinal(name, after) > 0).Order(StringComparer.Ordinal).ToArray();
        var answer = new JsonObject { ["TableNames"] = new JsonArray([.. names.Take(limit).Select(name => JsonValue.Create(name))]) };
        if (names.Length > limit)
        {
            answer["LastEvaluatedTableName"] = names[limit - 1];
        }

        return answer;
    }

    private static JsonObject Delete(DynamoDbCall call)
    {
        var table = call.Table();
        if (table.DeletionProtection)
        {
            throw DynamoDbErrors.Validation("Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.");
        }

        if (table.Status != Table.Active)
        {
            throw DynamoDbErrors.InUse($"Attempt to change a resource which is still in use: Table is being {(table.Status == Table.Creating ? "created" : "updated")}: {table.Name}");
        }

        table.Begin(Table.Deleting, call.State.Now);
        return new JsonObject { ["TableDescription"] = Describe(table) };
    }

    public static string? KeyName(JsonArray keys, string type) =>
        (string?)keys.FirstOrDefault(key => (string?)key!["KeyType"] == type)?["AttributeName"];

    [GeneratedRegex(@"\A[a-zA-Z0-9_.-]{3,255}\z")]
    private static partial Regex TableName();
}
