using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.DynamoDb.Expressions;

/// <summary>What <c>#names</c> and <c>:values</c> of a call's expressions stand for.</summary>
internal sealed class Placeholders(DynamoDbCall call, string kind)
{
    /// <summary>The parameter whose expression is read, for errors.</summary>
    public string Kind { get; } = kind;

    public string Name(string token) => token[0] != '#' ? token
        : (string?)call.Structure("ExpressionAttributeNames")?[token]
            ?? throw DynamoDbErrors.Validation($"Invalid {Kind}: An expression attribute name used in the document path is not defined; attribute name: {token}");

    public JsonObject Value(string token) => call.Structure("ExpressionAttributeValues")?[token] as JsonObject
        ?? throw DynamoDbErrors.Validation($"Invalid {Kind}: An expression attribute value used in expression is not defined; attribute value: {token}");
}
