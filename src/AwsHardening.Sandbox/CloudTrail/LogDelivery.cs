using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using AwsHardening.Sandbox.S3;

namespace AwsHardening.Sandbox.CloudTrail;

/// <summary>
/// Brings events to the buckets of trails: a log file a Region every five minutes, a digest file every hour (CloudTrail User Guide:
/// Finding your CloudTrail log files; CloudTrail digest file structure).
/// </summary>
internal sealed class LogDelivery(SandboxAccount account)
{
    public const string Principal = "cloudtrail.amazonaws.com";

    private static readonly TimeSpan s_fileEvery = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_digestEvery = TimeSpan.FromHours(1);

    public LogGroupDelivery Groups { get; } = new(account);

    /// <summary>Whether the bucket lets CloudTrail write the trail's files.</summary>
    public bool MayWrite(Trail trail, string bucket, string? prefix)
    {
        var s3 = account.Service<S3Service>();
        var context = new Dictionary<string, string>
        {
            ["aws:SourceArn"] = trail.Arn,
            ["aws:SourceAccount"] = account.AccountId,
            ["aws:SecureTransport"] = "true",
            ["s3:x-amz-acl"] = "bucket-owner-full-control",
        };
        return s3.Lets(bucket, Principal, "s3:GetBucketAcl", key: null, context)
            && s3.Lets(bucket, Principal, "s3:PutObject", $"{Root(prefix)}AWSLogs/{account.AccountId}/CloudTrail/check", context);
    }

    /// <summary>Writes the empty object that marks the account's folder, as CloudTrail does when a trail is pointed at a bucket.</summary>
    public void Begin(string bucket, string? prefix) =>
        account.Service<S3Service>().Deliver(bucket, $"{Root(prefix)}AWSLogs/{account.AccountId}/", [], []);

    /// <summary>Delivers what is due.</summary>
    public void Deliver(Trail trail, DateTimeOffset now)
    {
        if (trail.IsLogging && now - (trail.Delivered ?? trail.Started ?? now) >= s_fileEvery)
        {
            DeliverFiles(trail, now);
        }

        if (trail is { IsLogging: true, Validates: true })
        {
            foreach (var (region, chain) in trail.Digests)
            {
                while (now - chain.Start >= s_digestEvery)
                {
                    DeliverDigest(trail, region, chain, chain.Start + s_digestEvery);
                }
            }
        }
    }

    private void DeliverFiles(Trail trail, DateTimeOffset now)
    {
        // The log group is told whether or not the bucket lets its files in.
        foreach (var (region, events) in trail.WaitingForLogs)
        {
            Groups.Deliver(trail, region, events, now);
        }

        trail.WaitingForLogs.Clear();
        if (Refusal(trail) is { } refusal)
        {
            trail.DeliveryError = refusal;
            trail.Delivered = now;
            return;
        }

        trail.DeliveryError = null;
        if (trail.DeliversElsewhere)
        {
            trail.Waiting.Clear();
            trail.Delivered = now;
            return;
        }

        foreach (var (region, events) in trail.Waiting)
        {
            if (trail.Validates && !trail.Digests.ContainsKey(region))
            {
                trail.Digests[region] = new DigestChain(Later(trail.Started, trail.CopiedAt));
            }

            if (events.Count == 0)
            {
                continue;
            }

            var key = $"{Root(trail.Prefix)}AWSLogs/{account.AccountId}/CloudTrail/{region}/{Day(now)}/{account.AccountId}_CloudTrail_{region}_"
                + $"{now.UtcDateTime.ToString("yyyyMMdd'T'HHmm'Z'", CultureInfo.InvariantCulture)}_{account.Ids.NextBase32("", 16)}.json.gz";
            var content = System.Text.Encoding.UTF8.GetBytes(
                new JsonObject { ["Records"] = new JsonArray([.. events.Select(e => e.Record.DeepClone())]) }.ToJsonString());
            account.Service<S3Service>().Deliver(trail.Bucket, key, Zip(content), []);
            if (trail.Validates)
            {
                trail.Digests[region].Files.Insert(0, new JsonObject
                {
                    ["s3Bucket"] = trail.Bucket,
                    ["s3Object"] = key,
                    ["hashValue"] = Hash(content),
                    ["hashAlgorithm"] = "SHA-256",
                    ["newestEventTime"] = Time(events.Max(e => e.Time)),
                    ["oldestEventTime"] = Time(events.Min(e => e.Time)),
                });
            }

            events.Clear();
        }

        trail.Delivered = now;
    }

    private void DeliverDigest(Trail trail, string region, DigestChain chain, DateTimeOffset end)
    {
        var start = chain.Start;
        chain.Start = end;
        if (Refusal(trail) is not null)
        {
            return;
        }

        var key = $"{Root(trail.Prefix)}AWSLogs/{account.AccountId}/CloudTrail-Digest/{region}/{Day(end)}/{account.AccountId}_CloudTrail-Digest_"
            + $"{region}_{trail.Name}_{trail.HomeRegion}_{end.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}.json.gz";
        var content = System.Text.Encoding.UTF8.GetBytes(Digest(trail, chain, start, end, key).ToJsonString());
        var hash = Hash(content);
        var signature = DigestSigner.Sign(Time(end), trail.Bucket, key, hash, chain.Previous?.Signature);
        account.Service<S3Service>().Deliver(trail.Bucket, key, Zip(content), new JsonObject
        {
            ["signature"] = signature,
            ["signature-algorithm"] = DigestSigner.Algorithm,
        });
        chain.Previous = (trail.Bucket, key, hash, signature);
        chain.Files.Clear();
        trail.DigestDelivered = end;
    }

    private JsonObject Digest(Trail trail, DigestChain chain, DateTimeOffset start, DateTimeOffset end, string key) => new()
    {
        ["awsAccountId"] = account.AccountId,
        ["digestStartTime"] = Time(start),
        ["digestEndTime"] = Time(end),
        ["digestS3Bucket"] = trail.Bucket,
        ["digestS3Object"] = key,
        ["digestPublicKeyFingerprint"] = DigestSigner.Fingerprint,
        ["digestSignatureAlgorithm"] = DigestSigner.Algorithm,
        ["newestEventTime"] = chain.Files.Count == 0 ? null : chain.Files.Max(f => (string)f["newestEventTime"]!),
        ["oldestEventTime"] = chain.Files.Count == 0 ? null : chain.Files.Min(f => (string)f["oldestEventTime"]!),
        ["previousDigestS3Bucket"] = chain.Previous?.Bucket,
        ["previousDigestS3Object"] = chain.Previous?.Key,
        ["previousDigestHashValue"] = chain.Previous?.Hash,
        ["previousDigestHashAlgorithm"] = chain.Previous is null ? null : "SHA-256",
        ["previousDigestSignature"] = chain.Previous?.Signature,
        ["logFiles"] = new JsonArray([.. chain.Files.Select(file => file.DeepClone())]),
    };

    private static DateTimeOffset Later(DateTimeOffset? started, DateTimeOffset? copied) =>
        started > copied ? started.Value : copied ?? started!.Value;

    private string? Refusal(Trail trail) => trail.DeliversElsewhere ? null : !account.Service<S3Service>().Has(trail.Bucket) ? "NoSuchBucket"
        : MayWrite(trail, trail.Bucket, trail.Prefix) ? null : "AccessDenied";

    private static byte[] Zip(byte[] content)
    {
        using var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(content);
        }

        return zipped.ToArray();
    }

    private static string Root(string? prefix) => string.IsNullOrEmpty(prefix) ? "" : $"{prefix}/";

    private static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy'/'MM'/'dd", CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Hash(byte[] content) => Convert.ToHexString(SHA256.HashData(content)).ToLowerInvariant();
}
