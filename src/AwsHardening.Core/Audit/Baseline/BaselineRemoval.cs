using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Reading;
using AwsHardening.Core.Storage;

namespace AwsHardening.Core.Audit;

/// <summary>
/// Removes what a baseline made, newest first and buckets last: whatever delivers is stopped before the bucket is looked at.
/// </summary>
internal sealed class BaselineRemoval(
    AwsSession session, CallerIdentity caller, ChangeRunner runner, WatchingHost host, DisableBaselineOptions options)
{
    private readonly SetRemoval _set = new(BaselineScene.PartOf, session, caller, runner, host);

    public async IAsyncEnumerable<AuditBaselineItem> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var resources = _set.Resources()
            .OrderBy(changes => changes[0].Change.ResourceType switch { BucketKind.Type => 2, ServiceRoleKind.Type => 1, _ => 0 })
            .ThenByDescending(changes => changes.Max(change => change.Time)).ToArray();
        foreach (var changes in resources)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return SetRemoval.IsMade(changes) ? await RemoveAsync(changes, cancellationToken)
                : Item(changes[^1].Change, "Kept", SetRemoval.Raised(changes), null);
        }
    }

    private async Task<AuditBaselineItem> RemoveAsync(JournaledChange[] changes, CancellationToken cancellationToken)
    {
        var first = changes[0].Change;
        if (first.ResourceType == BucketKind.Type && await KeepAsync(first, cancellationToken) is { } kept)
        {
            return kept;
        }

        var (status, detail, changeId) = await _set.RemoveAsync(changes, cancellationToken);
        return Item(first, status, detail, changeId);
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
