using System.Globalization;
using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;

namespace AwsHardening.Sandbox.DynamoDb;

/// <summary>A table and its items, in the order of their keys.</summary>
internal sealed class Table
{
    public const string Creating = "CREATING";
    public const string Active = "ACTIVE";
    public const string Updating = "UPDATING";
    public const string Deleting = "DELETING";

    private static readonly TimeSpan s_settling = TimeSpan.FromSeconds(3);

    private DateTimeOffset _settles;

    public required string Name { get; init; }

    public required string Arn { get; init; }

    public required string Id { get; init; }

    public required DateTimeOffset Created { get; init; }

    public required string HashKey { get; init; }

    public required string? RangeKey { get; init; }

    public required JsonArray KeySchema { get; init; }

    public required JsonArray AttributeDefinitions { get; init; }

    public string Status { get; private set; } = Active;

    /// <summary>True once a deletion is over.</summary>
    public bool IsGone { get; private set; }

    public string BillingMode { get; set; } = "PROVISIONED";

    public JsonObject? ProvisionedThroughput { get; set; }

    /// <summary>SSEDescription; null for the key that DynamoDB owns.</summary>
    public JsonObject? Encryption { get; set; }

    public bool DeletionProtection { get; set; }

    public bool PointInTimeRecovery { get; set; }

    public int RecoveryPeriodInDays { get; set; } = 35;

    public DateTimeOffset? RecoveryStart { get; set; }

    public JsonObject? TimeToLive { get; set; }

    public SortedDictionary<string, string> Tags { get; } = new(StringComparer.Ordinal);

    /// <summary>True for a table of a snapshot: what is in it is not known.</summary>
    public bool IsCopy { get; init; }

    /// <summary>What the original showed otherwise than is shown here.</summary>
    public SnapshotOverlay? Overlay { get; set; }

    public SortedDictionary<string, JsonObject> Items { get; } = new(StringComparer.Ordinal);

    /// <summary>Enters a state that is over after a while.</summary>
    public void Begin(string status, DateTimeOffset now) => (Status, _settles) = (status, now + s_settling);

    /// <summary>Leaves such a state when its time has come.</summary>
    public void Settle(DateTimeOffset now)
    {
        if (Status != Active && now >= _settles)
        {
            IsGone = Status == Deleting;
            Status = Active;
        }
    }

    /// <summary>Where an item stands: equal keys are equal texts, and the order of texts is the order of sort keys.</summary>
    public string Place(JsonObject attributes)
    {
        var hash = Part(attributes, HashKey);
        return RangeKey is null ? hash : $"{hash}\u0001{Part(attributes, RangeKey)}";
    }

    /// <summary>The key attributes of an item.</summary>
    public JsonObject KeyOf(JsonObject item)
    {
        var key = new JsonObject { [HashKey] = item[HashKey]!.DeepClone() };
        if (RangeKey is not null)
        {
            key[RangeKey] = item[RangeKey]!.DeepClone();
        }

        return key;
    }

    private string Part(JsonObject attributes, string name)
    {
        if (attributes[name] is not JsonObject { Count: 1 } value)
        {
            throw DynamoDbErrors.Validation($"One or more parameter values were invalid: Missing the key {name} in the item");
        }

        var (type, inner) = value.First();
        var wanted = AttributeDefinitions.First(d => (string?)d!["AttributeName"] == name)!["AttributeType"]!.GetValue<string>();
        if (type != wanted)
        {
            throw DynamoDbErrors.Validation($"One or more parameter values were invalid: Type mismatch for key {name} expected: {wanted} actual: {type}");
        }

        var text = (string)inner!;
        if (text.Length == 0)
        {
            throw DynamoDbErrors.Validation($"One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: {name}");
        }

        // Numbers in digits of a fixed place, below zero as what is missing to a great one.
        return type == "N"
            ? (decimal.Parse(text, CultureInfo.InvariantCulture) + 10_000_000_000_000_000_000m).ToString("00000000000000000000.00000000", CultureInfo.InvariantCulture)
            : text;
    }
}
