using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;

namespace AwsHardening.Core.Audit;

/// <summary>
/// The findings of a detector as a change sees them: how many samples were made, and of each finding that was archived whether it is.
/// </summary>
internal sealed class FindingsKind : ContentKind
{
    public const string Type = "AWS::GuardDuty::Findings";
    public const string Name = "GuardDuty findings";
    public const string Samples = "Samples";

    private const int PageSize = 50;

    public override string ResourceType => Type;

    public override IReadOnlyList<string> RequiredActions { get; } =
    [
        "guardduty:GetFindings", "guardduty:CreateSampleFindings", "guardduty:ArchiveFindings", "guardduty:UnarchiveFindings",
    ];

    public override async Task<JsonObject> ReadAsync(AwsSession session, ResourceChange change, CancellationToken cancellationToken)
    {
        var content = new JsonObject { [Exists] = true };
        foreach (var ids in change.After.Select(pair => pair.Key).Where(IsFinding).Select(name => (JsonNode?)name).Chunk(PageSize))
        {
            var answer = await AuditReads.ReadAsync(session, "guardduty", "GetFindings",
                new() { ["DetectorId"] = change.ResourceId, ["FindingIds"] = new JsonArray(ids) }, cancellationToken);
            foreach (var finding in (answer["Findings"] as JsonArray ?? []).OfType<JsonObject>())
            {
                content[(string)finding["Id"]!] = (bool?)finding["Service"]?["Archived"] ?? false;
            }
        }

        return content;
    }

    protected override JsonObject? Leaves(ApiCall call)
    {
        if (call.Operation is not ("ArchiveFindings" or "UnarchiveFindings"))
        {
            // Samples leave nothing by which one making could be told from another; making them again only counts them again.
            return null;
        }

        var left = new JsonObject { [Exists] = true };
        foreach (var id in call.Parameters["FindingIds"]!.AsArray())
        {
            left[(string)id!] = call.Operation == "ArchiveFindings";
        }

        return left;
    }

    private static bool IsFinding(string member) => member is not (Exists or Id or Samples);
}
