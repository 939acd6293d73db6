using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Changes.Plans;
using AwsHardening.Seam;

namespace AwsHardening.Core.Audit;

/// <summary>Has GuardDuty make sample findings.</summary>
public static class SampleFindingOperation
{
    /// <summary>Makes them. They can be archived, not deleted.</summary>
    /// <param name="session">The session.</param>
    /// <param name="types">The types; empty for one of each.</param>
    /// <param name="options">What holds for all of the changes.</param>
    /// <param name="host">Asked before, twice.</param>
    /// <param name="cancellationToken">Stops before the call.</param>
    /// <returns>The samples.</returns>
    public static IAsyncEnumerable<ThreatFinding> NewAsync(
        HardeningSession session, IReadOnlyList<string> types, FindingChangeOptions options, IOperationHost host, CancellationToken cancellationToken) =>
        NewAsync(session, types, options, host, book: null, cancellationToken);

    /// <summary>Works the change out without making it.</summary>
    /// <inheritdoc cref="NewAsync(HardeningSession, IReadOnlyList{string}, FindingChangeOptions, IOperationHost, CancellationToken)"/>
    /// <returns>The plan; null where there is no detector.</returns>
    public static Task<HardeningPlan?> PlanAsync(
        HardeningSession session, IReadOnlyList<string> types, FindingChangeOptions options, IOperationHost host, CancellationToken cancellationToken) =>
        PlanWriter.TakeDownAsync(session, book => NewAsync(session, types, options, host, book, cancellationToken), view: null, cancellationToken);

    private static async IAsyncEnumerable<ThreatFinding> NewAsync(
        HardeningSession session, IReadOnlyList<string> types, FindingChangeOptions options, IOperationHost host, PlanBook? book,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var aws = AwsSession.Of(session);
        await using var runner = await ChangeRunner.BeginAsync(session, options.Run(book), host, cancellationToken);
        if (runner is null || await ThreatFindingOperation.DetectorAsync(aws, host, cancellationToken) is not { } detector)
        {
            yield break;
        }

        var result = await runner.RunAsync(Change(runner, detector, types), "Make sample findings", settle: null, known: null, cancellationToken);
        if (result.Error is { } error)
        {
            await host.WriteErrorAsync(error, cancellationToken);
        }

        if (result.IsApplied && book is null)
        {
            var query = new ThreatFindingQuery { Type = types, Sample = true };
            foreach (var finding in await ThreatFindingOperation.InRegionAsync(aws, query, mustHaveDetector: true, host, cancellationToken))
            {
                yield return finding;
            }
        }
    }

    private static ResourceChange Change(ChangeRunner runner, string detector, IReadOnlyList<string> types)
    {
        var parameters = new JsonObject { ["DetectorId"] = detector };
        if (types.Count > 0)
        {
            parameters["FindingTypes"] = new JsonArray([.. types.Select(type => (JsonNode)type)]);
        }

        return runner.Header(
            FindingsKind.Type, detector, FindingsKind.Name, "Makes sample findings, marked as such; they can be archived, not deleted.") with
        {
            Before = new() { [ContentKind.Exists] = true },
            After = new() { [ContentKind.Exists] = true, [FindingsKind.Samples] = types.Count == 0 ? "all" : string.Join(", ", types) },
            Calls = [new ApiCall("sample", "guardduty", "CreateSampleFindings", parameters, "", [])],
        };
    }
}
