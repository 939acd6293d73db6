using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox;

/// <summary>Tells reads from changes by AWS's own naming.</summary>
internal static class OperationKind
{
    private static readonly string[] s_readPrefixes =
    [
        "Describe", "Get", "List", "Head", "Lookup", "Search", "BatchGet", "BatchDescribe", "Query", "Scan", "Select",
        "Filter", "Simulate", "Test", "Validate", "Check", "Decode", "Assume",
    ];

    /// <summary>True for an operation that changes the account where it succeeds.</summary>
    public static bool IsMutating(string operation, JsonObject input) =>
        !DryRun.IsAsked(input)
        && !Array.Exists(s_readPrefixes, prefix => operation.StartsWith(prefix, StringComparison.Ordinal));
}
