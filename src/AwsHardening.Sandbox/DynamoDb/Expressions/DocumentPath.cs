namespace AwsHardening.Sandbox.DynamoDb.Expressions;

/// <summary>An attribute's name, or the way to one within maps.</summary>
internal static class DocumentPath
{
    public static string[] Read(Tokens tokens, Placeholders placeholders)
    {
        List<string> path = [placeholders.Name(tokens.Next())];
        while (tokens.Take("."))
        {
            path.Add(placeholders.Name(tokens.Next()));
        }

        return [.. path];
    }
}
