using System.Text.Json.Nodes;
using Amazon.Runtime;
using AwsHardening.Core.Account;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Reading;
using AwsHardening.Core.Storage;

namespace AwsHardening.Core.Audit;

/// <summary>
/// Finds out what the account's public access block would cut off: buckets that let everybody in by their policy or their ACL, and
/// those of which that cannot be told. What is not read is not taken for private.
/// </summary>
/// <param name="session">The session.</param>
/// <param name="accountId">The account.</param>
/// <param name="throttleLimit">How many buckets are looked at at once.</param>
internal sealed class PublicBuckets(AwsSession session, string accountId, int throttleLimit)
{
    private const string Everybody = "/groups/global/AllUsers";
    private const string EveryAccount = "/groups/global/AuthenticatedUsers";
    private const string Enforced = "BucketOwnerEnforced";

    /// <summary>What speaks against the block, one sentence a bucket; empty where nothing is cut off.</summary>
    /// <param name="present">The block as it is now: what it cuts off already is not cut off by more of it.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<IReadOnlyList<string>> ReadAsync(JsonObject present, CancellationToken cancellationToken)
    {
        IReadOnlyList<JsonNode> buckets;
        try
        {
            buckets = await AuditReads.PagesAsync(session, "s3", "ListBuckets", new() { ["MaxBuckets"] = 1000 }, "Buckets", cancellationToken, "ContinuationToken");
        }
        catch (UnreadFactException e)
        {
            return [$"The buckets could not be listed, so nobody knows which are public: {e.Message}"];
        }

        var found = new string?[buckets.Count];
        await Parallel.ForAsync(
            0, buckets.Count, new ParallelOptions { MaxDegreeOfParallelism = throttleLimit, CancellationToken = cancellationToken },
            async (index, token) => found[index] = await LookAsync((JsonObject)buckets[index], present, token));
        return [.. found.OfType<string>()];
    }

    /// <summary>What speaks against blocking one bucket, or null.</summary>
    /// <param name="bucket">The bucket, as S3 lists it.</param>
    /// <param name="present">The account's block as it is now.</param>
    /// <param name="token">Stops the reading.</param>
    public async Task<string?> LookAsync(JsonObject bucket, JsonObject present, CancellationToken token)
    {
        var name = (string)bucket["Name"]!;
        try
        {
            var region = (string?)bucket["BucketRegion"] ?? await LocateAsync(name, token);
            return session.Reaches(region) ? await LookAsync(session.In(region), name, present, token)
                : $"Bucket {name} is in {region}, of which this copy of the account knows nothing.";
        }
        catch (UnreadFactException e)
        {
            return $"Bucket {name} may be public, that could not be read: {e.What}: {e.Message}";
        }
    }

    private async Task<string?> LookAsync(AwsSession there, string name, JsonObject present, CancellationToken token)
    {
        var own = await BucketReader.ReadAsync(there, BucketSetting.PublicAccessBlock, name, accountId, token) as JsonObject ?? [];
        bool IsOn(string setting) => AccountBlockKind.IsOn(present, setting) || AccountBlockKind.IsOn(own, setting);
        if (!IsOn(AccountBlockKind.RestrictPublicBuckets) && await IsPublicByPolicyAsync(there, name, token))
        {
            return $"Bucket {name} in {there.Region} lets everybody in by its policy.";
        }

        if (IsOn(AccountBlockKind.IgnorePublicAcls)
            || Ownership(await BucketReader.ReadAsync(there, BucketSetting.Ownership, name, accountId, token)) == Enforced)
        {
            return null;
        }

        var acl = await AuditReads.ReadAsync(there, "s3", "GetBucketAcl", Of(name), token);
        var groups = (acl["Grants"] as JsonArray ?? []).Select(grant => (string?)grant!["Grantee"]?["URI"] ?? "").ToArray();
        return Array.Exists(groups, uri => uri.EndsWith(Everybody, StringComparison.Ordinal)) ? $"Bucket {name} in {there.Region} lets everybody in by its ACL."
            : Array.Exists(groups, uri => uri.EndsWith(EveryAccount, StringComparison.Ordinal)) ? $"Bucket {name} in {there.Region} lets every AWS account in by its ACL."
            : $"Bucket {name} in {there.Region} has ACLs turned on: objects in it may be public by lists of their own, which are not read.";
    }

    private async Task<bool> IsPublicByPolicyAsync(AwsSession there, string name, CancellationToken token)
    {
        try
        {
            var answer = await AuditReads.ReadAsync(there, "s3", "GetBucketPolicyStatus", Of(name), token);
            return (bool?)answer["PolicyStatus"]?["IsPublic"] == true;
        }
        catch (UnreadFactException e) when (e.InnerException is AmazonServiceException && AwsErrors.Code(e.InnerException) is "NoSuchBucketPolicy" or "NotFound")
        {
            return false;
        }
    }

    // S3 before 2025, and emulators, do not say in the list where a bucket is.
    private async Task<string> LocateAsync(string name, CancellationToken token) =>
        (string?)(await AuditReads.ReadAsync(session, "s3", "GetBucketLocation", Of(name), token))["LocationConstraint"] switch
        {
            null or "" => "us-east-1",
            "EU" => "eu-west-1",
            { } said => said,
        };

    private static string? Ownership(JsonNode? controls) => (string?)controls?["Rules"]?[0]?["ObjectOwnership"];

    private JsonObject Of(string name) => new() { ["Bucket"] = name, ["ExpectedBucketOwner"] = accountId };
}
