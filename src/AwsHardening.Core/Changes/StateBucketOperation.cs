using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Amazon.Runtime;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes.Plans;
using AwsHardening.Core.Changes.Reverts;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Reading;
using AwsHardening.Core.Storage;
using AwsHardening.Seam;

namespace AwsHardening.Core.Changes;

/// <summary>Makes buckets that can hold a shared journal or Terraform's state, or makes those there are fit for it.</summary>
public static partial class StateBucketOperation
{
    /// <summary>Makes each bucket, or raises what falls short of one there is.</summary>
    /// <param name="session">The session; the buckets are in its Region.</param>
    /// <param name="names">The buckets' names.</param>
    /// <param name="options">What they are to have.</param>
    /// <param name="host">Asked before every change; takes one error a bucket at most.</param>
    /// <param name="cancellationToken">Stops before the next change, never within one.</param>
    /// <returns>The buckets, as they would be under -WhatIf; without those that were declined or had an error.</returns>
    public static IAsyncEnumerable<StateBucket> NewAsync(
        HardeningSession session, IReadOnlyList<string> names, StateBucketOptions options, IOperationHost host,
        CancellationToken cancellationToken) =>
        NewAsync(session, names, options, host, book: null, cancellationToken);

    /// <summary>Works the changes out without making them.</summary>
    /// <param name="session">The session; the buckets are in its Region.</param>
    /// <param name="names">The buckets' names.</param>
    /// <param name="options">What they are to have.</param>
    /// <param name="host">Takes errors; nothing is asked.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The plan; null when there is nothing to do.</returns>
    public static Task<HardeningPlan?> PlanAsync(
        HardeningSession session, IReadOnlyList<string> names, StateBucketOptions options, IOperationHost host,
        CancellationToken cancellationToken) =>
        PlanWriter.TakeDownAsync(session, book => NewAsync(session, names, options, host, book, cancellationToken), view: null, cancellationToken);

    private static async IAsyncEnumerable<StateBucket> NewAsync(
        HardeningSession session, IReadOnlyList<string> names, StateBucketOptions options, IOperationHost host, PlanBook? book,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<string> possible = [];
        foreach (var name in names.Distinct(StringComparer.Ordinal))
        {
            if (Refusal(name, options) is { } refusal)
            {
                await host.WriteErrorAsync(refusal, cancellationToken);
                continue;
            }

            possible.Add(name);
        }

        if (possible.Count == 0)
        {
            yield break;
        }

        var run = new ChangeRunOptions { RevertAfter = options.RevertAfter, Book = book };
        await using var runner = await ChangeRunner.BeginAsync(session, run, host, cancellationToken);
        if (runner is null)
        {
            yield break;
        }

        foreach (var name in possible)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var request = new Request(AwsSession.Of(session), session.Partition, runner.Caller, name, options);
            if (await NewAsync(session, request, runner, host, cancellationToken) is { } bucket)
            {
                yield return bucket;
            }
        }
    }

    private static async Task<StateBucket?> NewAsync(
        HardeningSession session, Request request, ChangeRunner runner, IOperationHost host, CancellationToken cancellationToken)
    {
        try
        {
            var present = await BucketReader.ReadAsync(request.Session, request.Name, request.Caller.AccountId, cancellationToken);
            return await NewAsync(request, present, runner, host, cancellationToken);
        }
        catch (UnreadFactException e)
        {
            await host.WriteErrorAsync(Describe(session, request.Name, e), cancellationToken);
            return null;
        }
    }

    private static async Task<StateBucket?> NewAsync(
        Request request, JsonObject present, ChangeRunner runner, IOperationHost host, CancellationToken cancellationToken)
    {
        var there = BucketContent.IsThere(present);
        if (there && present[BucketReader.Region]!.GetValue<string>() is var region && region != request.Session.Region)
        {
            await host.WriteErrorAsync(BucketErrors.Elsewhere(request.Name, region, request.Session.Region), cancellationToken);
            return null;
        }

        var options = request.Options;
        var change = HardenedBucket.Plan(
            runner.Header(BucketKind.Type, request.Name, request.Name, there
                ? $"Makes bucket {request.Name} fit to hold state: private, versioned, encrypted, TLS only."
                : $"Creates bucket {request.Name} to hold state: private, versioned, encrypted, TLS only."),
            present, request.Partition,
            new HardenedBucketOptions
            {
                KmsKeyId = options.KmsKeyId,
                NoncurrentVersionExpirationInDays = options.NoncurrentVersionExpirationInDays,
                Tags = options.Tags,
            });
        Warn(request, present, change, host);
        if (change is null)
        {
            return StateBucketRecord.From(request.Name, request.Session.Region, request.Partition, present, "Unchanged", changeId: null);
        }

        var result = await runner.RunAsync(change, Action(change, there), settle: null, known: null, cancellationToken);
        if (result.Error is { } error)
        {
            await host.WriteErrorAsync(error, cancellationToken);
        }

        var after = Now(present, change.After);
        return result.IsApplied
            ? StateBucketRecord.From(
                request.Name, request.Session.Region, request.Partition, after, there ? "Adopted" : "Created", change.Id)
            : host.IsWhatIf && result.Error is null
                ? StateBucketRecord.From(request.Name, request.Session.Region, request.Partition, after, "WhatIf", changeId: null)
                : null;
    }

    /// <summary>Why a bucket could not be looked at.</summary>
    internal static OperationError Describe(HardeningSession session, string name, UnreadFactException unread) =>
        (unread.InnerException as AmazonServiceException)?.StatusCode switch
        {
            HttpStatusCode.Forbidden when unread.IamAction == "s3:ListBucket" => BucketErrors.NotOurs(name, unread),
            HttpStatusCode.MovedPermanently => BucketErrors.Elsewhere(name, "another Region", session.Region),
            _ => AwsErrors.Describe(unread, $"reading {unread.What}", unread.IamAction, name),
        };

    /// <summary>True for what S3 takes as a bucket's name.</summary>
    internal static bool IsBucketName(string name) =>
        BucketName().IsMatch(name) && !name.Contains("..", StringComparison.Ordinal) && !IPAddress.TryParse(name, out _);

    private static OperationError? Refusal(string name, StateBucketOptions options) =>
        !IsBucketName(name) ? BucketErrors.BadName(name)
        : options.NoncurrentVersionExpirationInDays is < 1 and { } days ? BucketErrors.BadDays(days)
        : null;

    private static void Warn(Request request, JsonObject present, ResourceChange? change, IOperationHost host)
    {
        if (NoncurrentVersions.OtherDays(
            present[BucketSetting.Lifecycle.Name], request.Options.NoncurrentVersionExpirationInDays) is { } days)
        {
            host.WriteWarning($"Bucket {request.Name} has a lifecycle rule already that deletes noncurrent versions after {days} days; it was left as it is.");
        }

        if (BucketContent.IsThere(present) && change?.After.ContainsKey(BucketSetting.PublicAccessBlock.Name) == true
            && present[BucketSetting.Policy.Name] is not null)
        {
            host.WriteWarning($"Bucket {request.Name} has a policy and no full public access block: whoever reads it as the public no longer can.");
        }
    }

    private static string Action(ResourceChange change, bool there) => there
        ? $"Raise {string.Join(", ", change.After.Select(pair => pair.Key).Where(key => key != BucketContent.Exists))}"
        : "Create the bucket: private, versioned, encrypted, TLS only";

    private static JsonObject Now(JsonObject present, JsonObject after)
    {
        var now = (JsonObject)present.DeepClone();
        foreach (var (name, value) in after)
        {
            now[name] = value?.DeepClone();
        }

        return now;
    }

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\z")]
    private static partial Regex BucketName();

    private sealed record Request(AwsSession Session, string Partition, CallerIdentity Caller, string Name, StateBucketOptions Options);
}
