using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Network;
using AwsHardening.Core.Reading;
using AwsHardening.Core.Storage;

namespace AwsHardening.Core.Audit;

/// <summary>
/// Removes what a baseline made, newest first and buckets last: whatever delivers is stopped before the bucket is looked at.
/// </summary>
internal sealed class BaselineRemoval(
    AwsSession session, CallerIdentity caller, ChangeRunner runner, WatchingHost host, DisableBaselineOptions options)
{
    private readonly UndoStep _undo = new(session, caller.AccountId, runner, host, new UndoOptions(), new UndoFlows(session, caller.AccountId, runner.Ids));

    public async IAsyncEnumerable<AuditBaselineItem> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var resources = runner.View.Changes.Where(IsStanding)
            .GroupBy(journaled => (journaled.Change.Region, journaled.Change.ResourceType, journaled.Change.ResourceId))
            .Select(group => group.ToArray())
            .OrderBy(changes => changes[0].Change.ResourceType switch { BucketKind.Type => 2, ServiceRoleKind.Type => 1, _ => 0 })
            .ThenByDescending(changes => changes.Max(change => change.Time)).ToArray();
        foreach (var changes in resources)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return Array.Exists(changes, IsCreation)
                ? await RemoveAsync(changes, cancellationToken)
                : Item(changes[^1].Change, "Kept", $"was there before; to take back what was raised: Undo-HardeningChange -Id {string.Join(", ", changes.Select(c => c.Change.Id))}", null);
        }
    }

    private bool IsStanding(JournaledChange journaled) => journaled.Change.PartOf == BaselineScene.PartOf && journaled.Change.Undoes is null
        && journaled.Change.AccountId == caller.AccountId && !journaled.Change.IsIrreversible && session.Reaches(journaled.Change.Region)
        && journaled.Status is HardeningChangeStatus.Applied or HardeningChangeStatus.Interrupted or HardeningChangeStatus.Failed;

    private static bool IsCreation(JournaledChange journaled) =>
        !ContentKind.IsThere(journaled.Change.Before) && ContentKind.IsThere(journaled.Change.After);

    private async Task<AuditBaselineItem> RemoveAsync(JournaledChange[] changes, CancellationToken cancellationToken)
    {
        var first = changes[0].Change;
        if (first.ResourceType == BucketKind.Type && await KeepAsync(first, cancellationToken) is { } kept)
        {
            return kept;
        }

        string? removal = null;
        // What was raised after it was made goes first.
        foreach (var journaled in changes.AsEnumerable().Reverse())
        {
            host.LastError = null;
            removal = await _undo.RunAsync(journaled, cancellationToken);
            if (host.LastError is { } error)
            {
                return Item(first, "Failed", error.Message, null);
            }

            if (removal is null)
            {
                return Item(first, host.IsWhatIf ? "WhatIf" : "Skipped", null, null);
            }
        }

        return Item(first, "Removed", null, removal);
    }

    // Null where the bucket can go: it is empty, or was emptied.
    private async Task<AuditBaselineItem?> KeepAsync(ResourceChange made, CancellationToken cancellationToken)
    {
        var purge = new BucketPurge(session.In(made.Region), made, runner, host);
        try
        {
            if (await purge.IsEmptyAsync(cancellationToken))
            {
                return null;
            }

            if (!options.PurgeBucket)
            {
                return Item(made, "Kept", "it holds logs; to delete them with it: -PurgeBucket", null);
            }

            var typed = options.ConfirmBucketName ?? (host.IsWhatIf ? made.ResourceId : await host.AskForTextAsync(
                $"Bucket {made.ResourceId} and every version of every log in it will be deleted, and nothing brings them back. Type the bucket's name to go on", cancellationToken));
            if (typed != made.ResourceId)
            {
                await host.WriteErrorAsync(BaselineErrors.NotTyped(made.ResourceId, couldAsk: typed is not null), cancellationToken);
                return Item(made, "Kept", "its name was not typed", null);
            }

            return await purge.RunAsync(cancellationToken) is { } status ? Item(made, status, null, null) : null;
        }
        catch (UnreadFactException e)
        {
            await host.WriteErrorAsync(AwsErrors.Describe(e, $"reading {e.What}", e.IamAction, made.ResourceId), cancellationToken);
            return Item(made, "Kept", "what it holds could not be read", null);
        }
    }

    private static string Service(string resourceType) => resourceType switch
    {
        TrailKind.Type => "CloudTrail",
        DetectorKind.Type => "GuardDuty",
        EbsEncryptionKind.Type => "EbsEncryption",
        AnalyzerKind.Type => "AccessAnalyzer",
        FlowLogKind.Type => "FlowLogs",
        BucketKind.Type => "Bucket",
        AccountBlockKind.Type => nameof(AuditBaselineService.BucketPublicAccessBlock),
        _ => "Config",
    };

    private static AuditBaselineItem Item(ResourceChange change, string status, string? detail, string? changeId) => new()
    {
        AccountId = change.AccountId,
        Region = change.Region,
        Service = Service(change.ResourceType),
        ResourceType = change.ResourceType,
        ResourceId = change.ResourceId,
        Status = status,
        Detail = detail,
        ChangeId = changeId,
    };
}
