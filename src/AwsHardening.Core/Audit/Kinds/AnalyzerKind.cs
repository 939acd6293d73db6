using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;

namespace AwsHardening.Core.Audit;

/// <summary>The analyzer that looks for external access in a Region.</summary>
internal sealed class AnalyzerKind : ContentKind
{
    public const string Type = "AWS::AccessAnalyzer::Analyzer";

    public override string ResourceType => Type;

    public override IReadOnlyList<string> RequiredActions { get; } =
    [
        "access-analyzer:ListAnalyzers", "access-analyzer:CreateAnalyzer", "access-analyzer:DeleteAnalyzer",
        "iam:CreateServiceLinkedRole",
    ];

    public override Task<JsonObject> ReadAsync(AwsSession session, ResourceChange change, CancellationToken cancellationToken) =>
        ReadAsync(session, cancellationToken);

    /// <summary>The first active analyzer of external access in the session's Region, the account's or its organization's.</summary>
    public static async Task<JsonObject> ReadAsync(AwsSession session, CancellationToken cancellationToken)
    {
        var analyzers = await AuditReads.PagesAsync(session, "accessanalyzer", "ListAnalyzers", [], "analyzers", cancellationToken, "nextToken");
        return analyzers.OfType<JsonObject>().FirstOrDefault(a => (string?)a["type"] is "ACCOUNT" or "ORGANIZATION") is { } found
            ? new() { [Exists] = true, ["name"] = found["name"]?.DeepClone(), ["type"] = found["type"]?.DeepClone() }
            : Absent();
    }

    protected override JsonObject? Leaves(ApiCall call) => call.Operation switch
    {
        "CreateAnalyzer" => new() { [Exists] = true, ["type"] = call.Parameters["type"]?.DeepClone() },
        "DeleteAnalyzer" => Absent(),
        _ => null,
    };
}
