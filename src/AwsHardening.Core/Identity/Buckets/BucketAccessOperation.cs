using System.IO.Enumeration;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Core.Audit;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Identity.Policies;
using AwsHardening.Core.Reading;
using AwsHardening.Core.Storage;
using AwsHardening.Seam;

namespace AwsHardening.Core.Identity.Buckets;

/// <summary>Who can read, write or list buckets.</summary>
public static class BucketAccessOperation
{
    private const int AtOnce = 4;

    /// <summary>Reads buckets, of every Region.</summary>
    /// <param name="session">The session.</param>
    /// <param name="names">Names, with wildcards; empty for all of the account.</param>
    /// <param name="host">Takes one error a bucket that is not there, and one warning an action that AWS refuses.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async IAsyncEnumerable<BucketAccess> FindAsync(
        HardeningSession session, IReadOnlyList<string> names, IOperationHost host, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var aws = AwsSession.Of(session);
        var account = await CallerIdentityOperation.OnceAsync(session, cancellationToken);
        var reads = new IdentityReads(aws, cancellationToken);
        var wanted = await BucketsAsync(aws, names, host, cancellationToken);
        var block = wanted.Count == 0 ? null : await AccountBlockAsync(reads, account.AccountId, [.. wanted.Select(bucket => bucket.Name)], cancellationToken);
        foreach (var chunk in wanted.Chunk(AtOnce))
        {
            foreach (var access in await Task.WhenAll(chunk.Select(bucket => aws.Reaches(bucket.Region)
                ? ReadAsync(aws.In(bucket.Region), bucket.Name, account, block, reads, cancellationToken)
                : Task.FromResult(Elsewhere(bucket.Name, bucket.Region, account, block)))))
            {
                aws.SeenIds[$"bucket:{access.BucketName}"] = $"{access.Access} bucket";
                yield return access;
            }
        }

        foreach (var warning in reads.Warnings("buckets"))
        {
            host.WriteWarning(warning);
        }
    }

    private static async Task<BucketAccess> ReadAsync(
        AwsSession session, string bucket, CallerIdentity account, BucketBlock? accountBlock, IdentityReads reads, CancellationToken cancellationToken)
    {
        async Task<(bool Known, JsonNode? Value)> Ask(BucketSetting setting)
        {
            try
            {
                return (true, await BucketReader.ReadAsync(session, setting, bucket, account.AccountId, cancellationToken));
            }
            catch (UnreadFactException e)
            {
                reads.Note(e, bucket);
                return (false, null);
            }
        }

        var (policy, block, ownership) = (await Ask(BucketSetting.Policy), await Ask(BucketSetting.PublicAccessBlock), await Ask(BucketSetting.Ownership));
        JsonObject? acl = null;
        try
        {
            acl = await AuditReads.ReadAsync(session, "s3", "GetBucketAcl", new() { ["Bucket"] = bucket }, cancellationToken);
        }
        catch (UnreadFactException e)
        {
            reads.Note(e, bucket);
        }

        var text = policy.Value is { } said ? said.ToString() : null;
        var facts = new BucketFacts
        {
            AccountId = account.AccountId,
            BucketArn = $"arn:{account.Partition}:s3:::{bucket}",
            AccountBlock = accountBlock,
            BucketBlock = block.Known ? Block(block.Value as JsonObject) : null,
            Ownership = ownership.Known ? (string?)ownership.Value?["Rules"]?[0]?["ObjectOwnership"] ?? "ObjectWriter" : null,
            Policy = policy.Known ? Statements(text, bucket, reads) : null,
            Acl = acl,
        };
        return BucketVerdict.Of(facts, new BucketAccess
        {
            BucketName = bucket,
            Region = session.Region,
            Access = BucketAccessLevel.Unknown,
            AccountBlock = facts.AccountBlock,
            BucketBlock = facts.BucketBlock,
            ObjectOwnership = facts.Ownership,
            HasPolicy = policy.Known ? text is not null : null,
            Policy = text,
            Unread = reads.UnreadOf(bucket),
            AccountId = account.AccountId,
        });
    }

    private static BucketAccess Elsewhere(string name, string region, CallerIdentity account, BucketBlock? accountBlock) => new()
    {
        BucketName = name,
        Region = region,
        Access = BucketAccessLevel.Unknown,
        AccountBlock = accountBlock,
        Unread = [$"everything: this copy of the account knows nothing of {region}"],
        AccountId = account.AccountId,
    };

    private static async Task<BucketBlock?> AccountBlockAsync(
        IdentityReads reads, string accountId, string[] buckets, CancellationToken cancellationToken)
    {
        try
        {
            return Block(await AccountBlockKind.ReadAsync(reads.Session, accountId, cancellationToken));
        }
        catch (UnreadFactException e)
        {
            foreach (var bucket in buckets)
            {
                reads.Note(e, bucket);
            }

            return null;
        }
    }

    // No block at all is one that is off.
    private static BucketBlock Block(JsonObject? settings)
    {
        bool On(string name) => (bool?)settings?[name] == true;
        return new BucketBlock(On("BlockPublicAcls"), On("IgnorePublicAcls"), On("BlockPublicPolicy"), On("RestrictPublicBuckets"));
    }

    private static IReadOnlyList<PolicyStatement>? Statements(string? policy, string bucket, IdentityReads reads)
    {
        try
        {
            return policy is null ? [] : PolicyStatement.Of(policy);
        }
        catch (JsonException e)
        {
            reads.Note(new UnreadFactException(e) { IamAction = "s3:GetBucketPolicy" }, bucket);
            return null;
        }
    }

    private static async Task<IReadOnlyList<(string Name, string Region)>> BucketsAsync(
        AwsSession session, IReadOnlyList<string> names, IOperationHost host, CancellationToken cancellationToken)
    {
        var all = await new AccountView(session, cancellationToken).Buckets();
        if (!all.IsKnown)
        {
            await host.WriteErrorAsync(AwsErrors.Describe(all.Reason!, "listing the buckets", "s3:ListAllMyBuckets", session.Region), cancellationToken);
            // Those that are named can still be asked for.
            return [.. names.Where(name => !TrailEventQuery.IsPattern(name)).Select(name => (name, session.Region))];
        }

        foreach (var name in names.Where(name => !TrailEventQuery.IsPattern(name) && !all.Value.Any(bucket => bucket.BucketName == name)))
        {
            await host.WriteErrorAsync(new OperationError("BucketNotFound", OperationErrorCategory.ObjectNotFound,
                $"The account has no bucket {name}.", "Check the name; Get-BucketAccess without a name lists all of them.", name), cancellationToken);
        }

        return
        [
            .. all.Value.Where(bucket => names.Count == 0 || names.Any(name => FileSystemName.MatchesSimpleExpression(name, bucket.BucketName)))
                .Select(bucket => (bucket.BucketName, string.IsNullOrEmpty(bucket.BucketRegion) ? session.Region : bucket.BucketRegion)),
        ];
    }
}
