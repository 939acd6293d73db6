using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.DynamoDb.Expressions;

/// <summary>The part of an item that was asked for.</summary>
internal static class Projection
{
    public static JsonNode Of(DynamoDbCall call, JsonObject item)
    {
        if (call.Text("ProjectionExpression") is not { } expression)
        {
            return item.DeepClone();
        }

        var placeholders = new Placeholders(call, "ProjectionExpression");
        var tokens = new Tokens(expression, placeholders.Kind);
        var part = new JsonObject();
        do
        {
            // Only whole attributes: nobody here asks for a part of a map.
            var name = DocumentPath.Read(tokens, placeholders)[0];
            if (item[name] is { } value)
            {
                part[name] = value.DeepClone();
            }
        }
        while (tokens.Take(","));
        return part;
    }
}
