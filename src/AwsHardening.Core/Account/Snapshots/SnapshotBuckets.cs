using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Reading;
using AwsHardening.Core.Storage;
using AwsHardening.Sandbox.Snapshots;

namespace AwsHardening.Core.Account.Snapshots;

/// <summary>
/// Reads the account's buckets page by page: of those in the session's Region every setting that the module knows, of the others
/// the name and the Region. What is in a bucket is never read.
/// </summary>
internal sealed class SnapshotBuckets(AwsSession session, string accountId)
{
    private const int PageSize = 250;
    private const string Acl = "Acl";
    private const string GetAcl = "GetBucketAcl";

    /// <summary>The member that says what could not be read of a bucket.</summary>
    private const string UnreadMember = "Unread";

    // Each bucket takes a call a setting, and S3 has a limit of its own on none of them: a few at once keep a large account short.
    private const int AtOnce = 8;

    private readonly Dictionary<string, (UnreadFactException First, int Count)> _unread = new(StringComparer.Ordinal);

    /// <summary>What could not be read of some buckets: by operation the first refusal, and of how many.</summary>
    public IReadOnlyDictionary<string, (UnreadFactException First, int Count)> Unread => _unread;

    /// <summary>The settings that could not be read of a bucket as it stands in a snapshot.</summary>
    public static IEnumerable<string> UnreadSettings(JsonObject bucket) =>
        from unread in bucket[UnreadMember] as JsonArray ?? []
        from setting in BucketSetting.All.Select(one => (one.Get, one.Name)).Append((GetAcl, Acl))
        where setting.Item1 == (string?)unread["Operation"]
        select setting.Item2;

    /// <summary>The pages.</summary>
    public async IAsyncEnumerable<IEnumerable<SnapshotRecord>> Pages([EnumeratorCancellation] CancellationToken token)
    {
        string? next = null;
        do
        {
            var parameters = new JsonObject { ["MaxBuckets"] = PageSize };
            if (next is not null)
            {
                parameters["ContinuationToken"] = next;
            }

            var page = await ApiInvoker.ReadAsync(session, "s3", "ListBuckets", parameters, token);
            var buckets = (page["Buckets"] as JsonArray ?? []).OfType<JsonObject>().ToArray();
            var read = new SnapshotRecord[buckets.Length];
            await Parallel.ForAsync(
                0, buckets.Length, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = token },
                async (index, stop) => read[index] = await ReadAsync(buckets[index], stop));
            yield return read;
            next = (string?)page["ContinuationToken"];
        }
        while (!string.IsNullOrEmpty(next));
    }

    /// <summary>The public access block of the account, in a page of its own; without a configuration where there is none.</summary>
    public async IAsyncEnumerable<IEnumerable<SnapshotRecord>> AccountBlock([EnumeratorCancellation] CancellationToken token)
    {
        var data = new JsonObject { ["AccountId"] = accountId };
        try
        {
            var answer = await ApiInvoker.ReadAsync(session, "s3control", "GetPublicAccessBlock", (JsonObject)data.DeepClone(), token);
            data["PublicAccessBlockConfiguration"] = answer["PublicAccessBlockConfiguration"]?.DeepClone();
        }
        catch (Exception e) when (AwsErrors.Code(e) == "NoSuchPublicAccessBlockConfiguration")
        {
            // There is none, which is known.
        }

        yield return [new SnapshotRecord(SnapshotTypes.AccountBlock.Name) { Data = data }];
    }

    private async Task<SnapshotRecord> ReadAsync(JsonObject bucket, CancellationToken token)
    {
        var data = new JsonObject();
        foreach (var member in new[] { "Name", "CreationDate", "BucketRegion" })
        {
            if (bucket[member] is { } value)
            {
                data[member] = value.DeepClone();
            }
        }

        var unread = new JsonArray();
        var name = (string)data["Name"]!;
        var region = (string?)data["BucketRegion"] ?? await LocateAsync(name, data, unread, token);
        foreach (var setting in region == session.Region ? BucketSetting.All : [])
        {
            try
            {
                if (await BucketReader.ReadAsync(session, setting, name, accountId, token) is { } value)
                {
                    data[setting.Name] = value;
                }
            }
            catch (UnreadFactException e)
            {
                Note(setting.Get, e, unread);
            }
        }

        if (region == session.Region && await AclAsync(name, unread, token) is { } acl)
        {
            data[Acl] = acl;
        }

        if (unread.Count > 0)
        {
            data[UnreadMember] = unread;
        }

        return new SnapshotRecord(SnapshotTypes.Bucket.Name) { Data = data };
    }

    // No setting that this module writes, and one that decides who reads a bucket.
    private async Task<JsonObject?> AclAsync(string name, JsonArray unread, CancellationToken token)
    {
        try
        {
            var answer = await ApiInvoker.ReadAsync(
                session, "s3", GetAcl, new JsonObject { ["Bucket"] = name, ["ExpectedBucketOwner"] = accountId }, token);
            return new JsonObject
            {
                ["Owner"] = OnTheWire(answer["Owner"]),
                ["Grants"] = new JsonArray([.. (answer["Grants"] as JsonArray ?? [])
                    .Select(grant => new JsonObject { ["Grantee"] = OnTheWire(grant!["Grantee"]), ["Permission"] = grant["Permission"]?.ToString() })]),
            };
        }
        catch (Exception e) when (e is not OperationCanceledException || !token.IsCancellationRequested)
        {
            Note(GetAcl, new UnreadFactException(e) { What = $"the ACL of bucket {name}", IamAction = IamActions.Of("s3", GetAcl) }, unread);
            return null;
        }
    }

    // The SDK calls a canonical user's id by two names of its own.
    private static JsonObject OnTheWire(JsonNode? somebody)
    {
        var shown = new JsonObject();
        foreach (var (name, said) in new[] { ("Type", "Type"), ("ID", "Id"), ("ID", "CanonicalUser"), ("DisplayName", "DisplayName"), ("EmailAddress", "EmailAddress"), ("URI", "URI") })
        {
            if (somebody?[said]?.ToString() is { Length: > 0 } text)
            {
                shown[name] = text;
            }
        }

        return shown;
    }

    // Emulators, and S3 before 2025, do not say in the list where a bucket is.
    private async Task<string?> LocateAsync(string name, JsonObject data, JsonArray unread, CancellationToken token)
    {
        const string operation = "GetBucketLocation";
        try
        {
            var answer = await ApiInvoker.ReadAsync(session, "s3", operation, new JsonObject { ["Bucket"] = name }, token);
            var region = (string?)answer["LocationConstraint"] switch
            {
                null or "" => "us-east-1",
                "EU" => "eu-west-1",
                { } said => said,
            };
            data["BucketRegion"] = region;
            return region;
        }
        catch (Exception e) when (e is not OperationCanceledException || !token.IsCancellationRequested)
        {
            Note(operation, new UnreadFactException(e) { What = $"{operation} of bucket {name}", IamAction = IamActions.Of("s3", operation) }, unread);
            return null;
        }
    }

    private void Note(string operation, UnreadFactException reason, JsonArray unread)
    {
        unread.Add(new JsonObject
        {
            ["Operation"] = operation,
            ["ErrorCode"] = AwsErrors.Code(reason),
            ["Message"] = reason.Message,
        });
        lock (_unread)
        {
            _unread[operation] = _unread.TryGetValue(operation, out var noted) ? (noted.First, noted.Count + 1) : (reason, 1);
        }
    }
}
