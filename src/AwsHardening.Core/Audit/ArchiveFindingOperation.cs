using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Changes.Plans;
using AwsHardening.Seam;

namespace AwsHardening.Core.Audit;

/// <summary>Archives GuardDuty findings: they are kept, and no longer shown unless asked for.</summary>
public static class ArchiveFindingOperation
{
    // What GuardDuty takes in one call (Amazon GuardDuty API Reference: ArchiveFindings).
    private const int MaxFindings = 50;

    /// <summary>Archives them.</summary>
    /// <param name="session">The session.</param>
    /// <param name="findings">The findings' ids.</param>
    /// <param name="options">What holds for all of the changes.</param>
    /// <param name="host">Asked before every fifty of them.</param>
    /// <param name="cancellationToken">Stops before the next fifty.</param>
    public static async Task HideAsync(
        HardeningSession session, IReadOnlyList<string> findings, FindingChangeOptions options, IOperationHost host, CancellationToken cancellationToken)
    {
        await foreach (var _ in HideAsync(session, findings, options, host, book: null, cancellationToken))
        {
            // An archived finding says nothing new.
        }
    }

    /// <summary>Works the changes out without making them.</summary>
    /// <inheritdoc cref="HideAsync(HardeningSession, IReadOnlyList{string}, FindingChangeOptions, IOperationHost, CancellationToken)"/>
    /// <returns>The plan; null where there is no detector.</returns>
    public static Task<HardeningPlan?> PlanAsync(
        HardeningSession session, IReadOnlyList<string> findings, FindingChangeOptions options, IOperationHost host, CancellationToken cancellationToken) =>
        PlanWriter.TakeDownAsync(session, book => HideAsync(session, findings, options, host, book, cancellationToken), view: null, cancellationToken);

    private static async IAsyncEnumerable<ResourceChange> HideAsync(
        HardeningSession session, IReadOnlyList<string> findings, FindingChangeOptions options, IOperationHost host, PlanBook? book,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var runner = await ChangeRunner.BeginAsync(session, options.Run(book), host, cancellationToken);
        if (runner is null || await ThreatFindingOperation.DetectorAsync(AwsSession.Of(session), host, cancellationToken) is not { } detector)
        {
            yield break;
        }

        foreach (var ids in findings.Distinct(StringComparer.Ordinal).Chunk(MaxFindings))
        {
            var change = Change(runner, detector, ids);
            var result = await runner.RunAsync(change, $"Archive {ids.Length} findings", settle: null, known: null, cancellationToken);
            if (result.Error is { } error)
            {
                await host.WriteErrorAsync(error, cancellationToken);
                yield break;
            }

            yield return change;
        }
    }

    private static ResourceChange Change(ChangeRunner runner, string detector, string[] ids)
    {
        JsonObject Parameters() => new() { ["DetectorId"] = detector, ["FindingIds"] = new JsonArray([.. ids.Select(id => (JsonNode)id)]) };
        JsonObject All(bool archived) =>
            new([new(ContentKind.Exists, true), .. ids.Select(id => KeyValuePair.Create<string, JsonNode?>(id, archived))]);

        return runner.Header(FindingsKind.Type, detector, FindingsKind.Name, $"Archives {ids.Length} findings.") with
        {
            Before = All(false),
            After = All(true),
            Calls = [new ApiCall("archive", "guardduty", "ArchiveFindings", Parameters(), "unarchive", [])],
            Inverse = [new ApiCall("unarchive", "guardduty", "UnarchiveFindings", Parameters(), "archive", [])],
        };
    }
}
