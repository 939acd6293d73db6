using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Reading;
using AwsHardening.Core.Storage;

namespace AwsHardening.Core.Audit;

/// <summary>Deletes every version of every object of a bucket, a page at a time; what comes in meanwhile too.</summary>
internal sealed class BucketPurge(AwsSession session, ResourceChange made, ChangeRunner runner, WatchingHost host)
{
    // S3 takes a thousand keys a call (Amazon S3 API Reference: DeleteObjects).
    private const int PageSize = 1000;

    /// <summary>True where there is no object, no version and no delete marker.</summary>
    /// <exception cref="UnreadFactException">The list could not be read.</exception>
    public async Task<bool> IsEmptyAsync(CancellationToken cancellationToken) => (await PageAsync(1, cancellationToken)).Length == 0;

    /// <summary>Empties the bucket.</summary>
    /// <returns>Null when it is empty; else how the deleting ended.</returns>
    /// <exception cref="UnreadFactException">The list could not be read.</exception>
    public async Task<string?> RunAsync(CancellationToken cancellationToken)
    {
        var deleted = 0;
        try
        {
            // The first page again and again: what is deleted is gone from it.
            while (await PageAsync(PageSize, cancellationToken) is { Length: > 0 } page)
            {
                var result = await runner.RunAsync(Change(page), $"Delete every version of every object", settle: null, known: null, cancellationToken);
                if (result.Error is { } error)
                {
                    await host.WriteErrorAsync(error, cancellationToken);
                    return "Failed";
                }

                if (!result.IsApplied)
                {
                    return host.IsWhatIf ? "WhatIf" : "Kept";
                }

                // Asked once: the answer was about the bucket, not about a page of it.
                host.IsAgreed = true;
                deleted += page.Length;
                host.WriteProgress($"Emptying bucket {made.ResourceId}", $"{deleted} versions deleted", -1);
            }

            return null;
        }
        finally
        {
            host.IsAgreed = false;
            host.WriteProgress($"Emptying bucket {made.ResourceId}", "", 101);
        }
    }

    private async Task<JsonObject[]> PageAsync(int size, CancellationToken cancellationToken)
    {
        var answer = await AuditReads.ReadAsync(session, "s3", "ListObjectVersions",
            new() { ["Bucket"] = made.ResourceId, ["MaxKeys"] = size }, cancellationToken);
        return [.. (answer["Versions"] as JsonArray ?? []).OfType<JsonObject>().Concat((answer["DeleteMarkers"] as JsonArray ?? []).OfType<JsonObject>())];
    }

    private ResourceChange Change(JsonObject[] page) => made with
    {
        Id = session.Settings.NewId(),
        SetId = runner.SetId,
        Why = $"Empties bucket {made.ResourceId}: {page.Length} versions of objects.",
        Before = new() { [BucketContent.Exists] = true },
        After = new() { [BucketContent.Exists] = true },
        Calls =
        [
            new ApiCall("delete", "s3", "DeleteObjects", new()
            {
                ["Bucket"] = made.ResourceId,
                ["ExpectedBucketOwner"] = made.AccountId,
                ["Delete"] = new JsonObject
                {
                    ["Quiet"] = true,
                    ["Objects"] = new JsonArray([.. page.Select(version => new JsonObject
                    {
                        ["Key"] = version["Key"]?.DeepClone(),
                        ["VersionId"] = version["VersionId"]?.DeepClone(),
                    })]),
                },
            }, "", []),
        ],
        Inverse = [],
        PlanId = null,
    };
}
