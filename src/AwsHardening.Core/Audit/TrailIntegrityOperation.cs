using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using AwsHardening.Core.Account;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Reading;
using AwsHardening.Seam;

namespace AwsHardening.Core.Audit;

/// <summary>Proves that a trail's log files are as CloudTrail wrote them (CloudTrail User Guide: Validating CloudTrail log file integrity).</summary>
public static class TrailIntegrityOperation
{
    /// <summary>Checks digests and log files.</summary>
    /// <param name="session">The session; null where the keys are in a file and the logs in a folder.</param>
    /// <param name="bucket">The trail's bucket; null for a folder.</param>
    /// <param name="keyPrefix">What keys begin with, or null.</param>
    /// <param name="path">The folder; null for a bucket.</param>
    /// <param name="publicKeyPath">A file of public keys; null to ask CloudTrail.</param>
    /// <param name="since">Digests that end at this time or later.</param>
    /// <param name="until">Digests that end at this time or earlier.</param>
    /// <param name="host">Takes errors.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async IAsyncEnumerable<TrailIntegrityItem> TestAsync(
        HardeningSession? session, string? bucket, string? keyPrefix, string? path, string? publicKeyPath, DateTimeOffset? since,
        DateTimeOffset? until, IOperationHost host, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (path is not null && !Directory.Exists(path))
        {
            throw EventErrors.NoPath(path);
        }

        var keys = publicKeyPath is not null ? FromFile(publicKeyPath) : await FromTrailAsync(AwsSession.Of(session!), since, until, host, cancellationToken);
        IntegrityFiles files = path is not null ? new FolderFiles(path) : new BucketFiles(AwsSession.Of(session!), bucket!, keyPrefix);
        await using var items = new DigestCheck(files, keys).RunAsync(since, until, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            try
            {
                if (!await items.MoveNextAsync())
                {
                    yield break;
                }
            }
            catch (AmazonServiceException e)
            {
                throw new OperationException(AwsErrors.Describe(e, $"reading bucket {bucket}", "s3:GetObject", bucket));
            }

            yield return items.Current;
        }
    }

    // PEM, or what the AWS CLI's cloudtrail list-public-keys prints.
    private static Dictionary<string, byte[]> FromFile(string path)
    {
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.NotReadable(path, e);
        }

        try
        {
            if (text.TrimStart().StartsWith('{'))
            {
                return ((JsonArray)JsonNode.Parse(text)!["PublicKeyList"]!).ToDictionary(key => (string)key!["Fingerprint"]!, key => Convert.FromBase64String((string)key!["Value"]!));
            }

            using var rsa = RSA.Create();
            rsa.ImportFromPem(text);
            var der = rsa.ExportRSAPublicKey();
            return new() { [Fingerprint(der)] = der };
        }
        catch (Exception e) when (e is JsonException or ArgumentException or FormatException or InvalidOperationException or NullReferenceException or InvalidCastException)
        {
            throw new OperationException("PublicKeyFileInvalid", OperationErrorCategory.InvalidData, $"{path} holds no public keys: {e.Message}",
                "Name a PEM file, or what the AWS CLI's cloudtrail list-public-keys prints.", path, e);
        }
    }

#pragma warning disable CA5351 // CloudTrail names its keys by their MD5; it proves nothing.
    private static string Fingerprint(byte[] der) => Convert.ToHexString(MD5.HashData(der)).ToLowerInvariant();
#pragma warning restore CA5351

    private static async Task<Dictionary<string, byte[]>> FromTrailAsync(
        AwsSession session, DateTimeOffset? since, DateTimeOffset? until, IOperationHost host, CancellationToken cancellationToken)
    {
        var now = session.AccountClock.GetUtcNow();
        try
        {
            var asked = new JsonObject { ["StartTime"] = Time(since ?? now.AddYears(-2)), ["EndTime"] = Time(until ?? now) };
            var listed = await AuditReads.PagesAsync(session, "cloudtrail", "ListPublicKeys", asked, "PublicKeyList", cancellationToken);
            return listed.DistinctBy(key => (string)key["Fingerprint"]!).ToDictionary(key => (string)key["Fingerprint"]!, key => Convert.FromBase64String((string)key["Value"]!));
        }
        catch (UnreadFactException e)
        {
            await host.WriteErrorAsync(AwsErrors.Describe(e, "listing CloudTrail's public keys", e.IamAction, session.Region), cancellationToken);
            return [];
        }
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
