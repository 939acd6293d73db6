using System.IO.Enumeration;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Reading;
using AwsHardening.Seam;

namespace AwsHardening.Core.Audit;

/// <summary>Reads GuardDuty findings.</summary>
public static class ThreatFindingOperation
{
    private const int PageSize = 50;

    /// <summary>Reads findings, gravest first within a Region.</summary>
    /// <param name="session">The session.</param>
    /// <param name="regions">The Regions; empty for the session's own, <c>*</c> for all that are enabled.</param>
    /// <param name="query">Which findings.</param>
    /// <param name="throttleLimit">How many Regions are asked at the same time.</param>
    /// <param name="host">Takes one error a Region.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async IAsyncEnumerable<ThreatFinding> FindAsync(
        HardeningSession session, IReadOnlyList<string> regions, ThreatFindingQuery query, int throttleLimit, IOperationHost host,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var aws = AwsSession.Of(session);
        var names = await TrailEventOperation.RegionsAsync(aws, regions, cancellationToken);
        var found = new IReadOnlyList<ThreatFinding>[names.Count];
        using var held = aws.HoldToBudget();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, names.Count), new ParallelOptions { MaxDegreeOfParallelism = throttleLimit, CancellationToken = cancellationToken },
            async (at, token) => found[at] = await InRegionAsync(aws.In(names[at]), query, names.Count == 1, host, token));
        foreach (var finding in found.SelectMany(list => list))
        {
            yield return finding;
        }
    }

    /// <summary>The findings of a Region, as GuardDuty answers them.</summary>
    internal static async Task<IReadOnlyList<(JsonObject Finding, string DetectorId)>> ReadAsync(
        AwsSession session, ThreatFindingQuery query, CancellationToken cancellationToken)
    {
        var present = await DetectorKind.ReadAsync(session, cancellationToken);
        if (!ContentKind.IsThere(present))
        {
            return [];
        }

        var detector = (string)present[ContentKind.Id]!;
        var asked = new JsonObject { ["DetectorId"] = detector, ["MaxResults"] = PageSize };
        if (Criteria(query) is { Count: > 0 } criteria)
        {
            asked["FindingCriteria"] = new JsonObject { ["Criterion"] = criteria };
        }

        var ids = await AuditReads.PagesAsync(session, "guardduty", "ListFindings", asked, "FindingIds", cancellationToken);
        List<(JsonObject, string)> found = [];
        foreach (var page in ids.Chunk(PageSize))
        {
            var answer = await AuditReads.ReadAsync(session, "guardduty", "GetFindings",
                new() { ["DetectorId"] = detector, ["FindingIds"] = new JsonArray([.. page.Select(id => id.DeepClone())]) }, cancellationToken);
            found.AddRange((answer["Findings"] as JsonArray ?? []).OfType<JsonObject>().Select(finding => (finding, detector)));
        }

        return found;
    }

    // What GuardDuty can filter itself; the rest is filtered here.
    private static JsonObject Criteria(ThreatFindingQuery query)
    {
        var criteria = new JsonObject();
        if (!query.IncludeArchived)
        {
            criteria["service.archived"] = new JsonObject { ["Equals"] = new JsonArray("false") };
        }

        if (query.Type.Count > 0 && !query.Type.Any(TrailEventQuery.IsPattern))
        {
            criteria["type"] = new JsonObject { ["Equals"] = new JsonArray([.. query.Type.Select(type => (JsonNode)type)]) };
        }

        return criteria;
    }

    /// <summary>The findings of a Region that a query asks for, gravest first; what keeps them from being read is an error.</summary>
    internal static async Task<IReadOnlyList<ThreatFinding>> InRegionAsync(
        AwsSession session, ThreatFindingQuery query, bool mustHaveDetector, IOperationHost host, CancellationToken cancellationToken)
    {
        try
        {
            if (mustHaveDetector && await DetectorAsync(session, host, cancellationToken) is null)
            {
                return [];
            }

            var found = await ReadAsync(session, query, cancellationToken);
            return [.. found.Where(pair => query.ResourceId is not { } id || FindingRecord.IsAbout(pair.Finding, id))
                .Select(pair => FindingRecord.From(pair.Finding, pair.DetectorId)).Where(finding => Passes(query, finding))
                .OrderByDescending(finding => finding.Severity).ThenBy(finding => finding.Type, StringComparer.Ordinal)];
        }
        catch (UnreadFactException e)
        {
            await host.WriteErrorAsync(AwsErrors.Describe(e, $"reading the findings of {session.Region}", e.IamAction, session.Region), cancellationToken);
            return [];
        }
    }

    private static bool Passes(ThreatFindingQuery query, ThreatFinding finding) =>
        (query.Type.Count == 0 || query.Type.Any(type => type == finding.Type || FileSystemName.MatchesSimpleExpression(type, finding.Type)))
        && (query.SeverityLabel.Count == 0 || query.SeverityLabel.Contains(finding.SeverityLabel, StringComparer.OrdinalIgnoreCase))
        && (query.Sample is null || finding.Sample == query.Sample)
        && (query.Since is not { } since || finding.LastSeen >= since);

    /// <summary>The detector of a Region; null where there is none, which is an error.</summary>
    internal static async Task<string?> DetectorAsync(AwsSession session, IOperationHost host, CancellationToken cancellationToken)
    {
        try
        {
            var present = await DetectorKind.ReadAsync(session, cancellationToken);
            if (ContentKind.IsThere(present))
            {
                return (string)present[ContentKind.Id]!;
            }

            await host.WriteErrorAsync(new OperationError("DetectorNotFound", OperationErrorCategory.ObjectNotFound,
                $"GuardDuty has no detector in {session.Region}.", "Turn it on: Enable-AuditBaseline -Include GuardDuty", session.Region), cancellationToken);
        }
        catch (UnreadFactException e)
        {
            await host.WriteErrorAsync(AwsErrors.Describe(e, $"reading the detector of {session.Region}", e.IamAction, session.Region), cancellationToken);
        }

        return null;
    }
}
