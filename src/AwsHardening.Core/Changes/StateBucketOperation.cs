using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Amazon.Runtime;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes.Plans;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Reading;
using AwsHardening.Core.Storage;
using AwsHardening.Seam;

namespace AwsHardening.Core.Changes;

/// <summary>Makes a bucket that can hold a shared journal or Terraform's state, or makes one there is fit for it.</summary>
public static partial class StateBucketOperation
{
    /// <summary>Makes the bucket, or raises what falls short of one there is.</summary>
    /// <param name="session">The session; the bucket is in its Region.</param>
    /// <param name="name">The bucket's name.</param>
    /// <param name="options">What it is to have.</param>
    /// <param name="host">Asked before the change; takes the error.</param>
    /// <param name="cancellationToken">Stops before the change, never within it.</param>
    /// <returns>The bucket, as it would be under -WhatIf; null where it was not made: declined, or an error was written.</returns>
    public static Task<StateBucket?> NewAsync(
        HardeningSession session, string name, StateBucketOptions options, IOperationHost host, CancellationToken cancellationToken) =>
        NewAsync(session, name, options, host, book: null, cancellationToken);

    /// <summary>Works the change out without making it.</summary>
    /// <param name="session">The session; the bucket is in its Region.</param>
    /// <param name="names">The buckets' names.</param>
    /// <param name="options">What they are to have.</param>
    /// <param name="host">Takes errors; nothing is asked.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The plan; null when there is nothing to do.</returns>
    public static async Task<HardeningPlan?> PlanAsync(
        HardeningSession session, IReadOnlyList<string> names, StateBucketOptions options, IOperationHost host,
        CancellationToken cancellationToken)
    {
        var book = new PlanBook();
        foreach (var name in names)
        {
            await NewAsync(session, name, options, host, book, cancellationToken);
        }

        return book.Changes.Count == 0 ? null : await PlanWriter.WriteAsync(
            AwsSession.Of(session), await CallerIdentityOperation.OnceAsync(session, cancellationToken), book, view: null);
    }

    private static async Task<StateBucket?> NewAsync(
        HardeningSession session, string name, StateBucketOptions options, IOperationHost host, PlanBook? book,
        CancellationToken cancellationToken)
    {
        if (Refusal(name, options) is { } refusal)
        {
            await host.WriteErrorAsync(refusal, cancellationToken);
            return null;
        }

        var aws = AwsSession.Of(session);
        try
        {
            var caller = await CallerIdentityOperation.OnceAsync(session, cancellationToken);
            var present = await BucketReader.ReadAsync(aws, name, caller.AccountId, cancellationToken);
            return await NewAsync(new Request(aws, session.Partition, caller, name, options), present, host, book, cancellationToken);
        }
        catch (OperationException e)
        {
            await host.WriteErrorAsync(e.Error, cancellationToken);
        }
        catch (UnreadFactException e)
        {
            await host.WriteErrorAsync(Describe(session, name, e), cancellationToken);
        }

        return null;
    }

    private static async Task<StateBucket?> NewAsync(
        Request request, JsonObject present, IOperationHost host, PlanBook? book, CancellationToken cancellationToken)
    {
        var there = BucketContent.IsThere(present);
        if (there && present[BucketReader.Region]!.GetValue<string>() is var region && region != request.Session.Region)
        {
            await host.WriteErrorAsync(BucketErrors.Elsewhere(request.Name, region, request.Session.Region), cancellationToken);
            return null;
        }

        await using var runner = new ChangeRunner(request.Session, request.Caller.Arn, host, book);
        var options = request.Options;
        var change = HardenedBucket.Plan(
            Header(request, runner.SetId, there), present, request.Partition,
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

    private static ResourceChange Header(Request request, string setId, bool there) => new()
    {
        Id = request.Session.Settings.NewId(),
        SetId = setId,
        AccountId = request.Caller.AccountId,
        Region = request.Session.Region,
        ResourceType = BucketKind.Type,
        ResourceId = request.Name,
        ResourceName = request.Name,
        Why = there
            ? $"Makes bucket {request.Name} fit to hold state: private, versioned, encrypted, TLS only."
            : $"Creates bucket {request.Name} to hold state: private, versioned, encrypted, TLS only.",
        Before = [],
        After = [],
        Calls = [],
        Inverse = [],
    };

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
