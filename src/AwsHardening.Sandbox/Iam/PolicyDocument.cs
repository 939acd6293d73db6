using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Iam;

/// <summary>A policy, read once for as long as its text lives.</summary>
internal sealed class PolicyDocument
{
    private static readonly ConditionalWeakTable<string, PolicyDocument> s_read = [];

    private PolicyDocument(string text)
    {
        var document = JsonNode.Parse(text) as JsonObject ?? [];
        var hasVariables = (string?)document["Version"] == "2012-10-17";
        Statements = [.. (document["Statement"] switch
        {
            JsonArray many => many.OfType<JsonObject>(),
            JsonObject one => [one],
            _ => [],
        }).Select(statement => new PolicyStatement(statement, hasVariables))];
    }

    public IReadOnlyList<PolicyStatement> Statements { get; }

    public static PolicyDocument Of(string text) => s_read.GetValue(text, static text => new PolicyDocument(text));
}
