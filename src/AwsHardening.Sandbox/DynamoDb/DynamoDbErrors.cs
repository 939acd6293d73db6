namespace AwsHardening.Sandbox.DynamoDb;

/// <summary>What DynamoDB refuses, in its own words (DynamoDB Developer Guide: Error handling).</summary>
internal static class DynamoDbErrors
{
    public static AwsErrorException NoTable(string name) =>
        new("ResourceNotFoundException", $"Requested resource not found: Table: {name} not found");

    public static AwsErrorException NotThere() => new("ResourceNotFoundException", "Requested resource not found");

    public static AwsErrorException InUse(string what) => new("ResourceInUseException", what);

    public static AwsErrorException Validation(string message) => new("ValidationException", message);

    public static AwsErrorException Syntax(string kind, string what) =>
        Validation($"Invalid {kind}: Syntax error; token: \"{what}\"");

    public static AwsErrorException ConditionFailed(System.Text.Json.Nodes.JsonObject? item) => new(
        "ConditionalCheckFailedException", "The conditional request failed")
    {
        Details = item is null ? null : new System.Text.Json.Nodes.JsonObject { ["Item"] = item.DeepClone() },
    };
}
