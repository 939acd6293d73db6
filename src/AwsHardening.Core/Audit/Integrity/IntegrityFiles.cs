using System.IO.Compression;
using Amazon.Runtime;
using Amazon.S3.Model;
using AwsHardening.Core.Account;

namespace AwsHardening.Core.Audit;

/// <summary>Where digests and log files are: a bucket, or a folder that is a copy of one.</summary>
internal abstract class IntegrityFiles
{
    /// <summary>The keys of all digest files.</summary>
    public abstract IAsyncEnumerable<string> DigestsAsync(CancellationToken cancellationToken);

    /// <summary>The decompressed file and its signature; null where it is not there.</summary>
    /// <exception cref="InvalidDataException">It cannot be decompressed.</exception>
    public abstract Task<(byte[] Content, string? Signature)?> ReadAsync(string key, CancellationToken cancellationToken);

    protected static bool IsDigest(string key) =>
        key.Contains("CloudTrail-Digest_", StringComparison.Ordinal) && key.EndsWith(".json.gz", StringComparison.Ordinal);

    protected static async Task<byte[]> UnzipAsync(Stream stream, CancellationToken cancellationToken)
    {
        await using var gzip = new GZipStream(stream, CompressionMode.Decompress);
        using var content = new MemoryStream();
        await gzip.CopyToAsync(content, cancellationToken);
        return content.ToArray();
    }
}

/// <summary>Digests and log files in a bucket; signatures are S3's metadata.</summary>
internal sealed class BucketFiles(AwsSession session, string bucket, string? keyPrefix) : IntegrityFiles
{
    public override async IAsyncEnumerable<string> DigestsAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? token = null;
        do
        {
            var page = await session.S3.ListObjectsV2Async(
                new ListObjectsV2Request { BucketName = bucket, Prefix = keyPrefix, ContinuationToken = token }, cancellationToken);
            foreach (var found in (page.S3Objects ?? []).Where(found => IsDigest(found.Key)))
            {
                yield return found.Key;
            }

            token = page.NextContinuationToken;
        }
        while (token is not null);
    }

    public override async Task<(byte[] Content, string? Signature)?> ReadAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await session.S3.GetObjectAsync(new GetObjectRequest { BucketName = bucket, Key = key }, cancellationToken);
            return (await UnzipAsync(answer.ResponseStream, cancellationToken), answer.Metadata["x-amz-meta-signature"]);
        }
        catch (AmazonServiceException e) when (e.ErrorCode is "NoSuchKey" or "NotFound")
        {
            return null;
        }
    }
}

/// <summary>Digests and log files in a folder; the signature of each is in the one after it.</summary>
internal sealed class FolderFiles(string root) : IntegrityFiles
{
    private readonly string _root = System.IO.Path.GetFullPath(root);

    // A key begins with AWSLogs, or with a prefix before it; the folder may be a copy of any part above.
    private string? _above;

    public override async IAsyncEnumerable<string> DigestsAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (var file in Directory.EnumerateFiles(_root, "*.json.gz", SearchOption.AllDirectories).Where(IsDigest).Order(StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return System.IO.Path.GetRelativePath(_root, file).Replace('\\', '/');
        }
    }

    /// <summary>Learns from one digest where keys begin.</summary>
    public void Learn(string path, string key)
    {
        if (_above is null && key.EndsWith(path, StringComparison.Ordinal))
        {
            _above = key[..^path.Length];
        }
    }

    public override async Task<(byte[] Content, string? Signature)?> ReadAsync(string key, CancellationToken cancellationToken)
    {
        var path = _above is { Length: > 0 } above && key.StartsWith(above, StringComparison.Ordinal) ? key[above.Length..] : key;
        var file = System.IO.Path.GetFullPath(System.IO.Path.Combine(_root, path));
        // A digest may say any key: nothing outside of the folder is read for it.
        if (!file.StartsWith(_root + System.IO.Path.DirectorySeparatorChar, StringComparison.Ordinal) || !File.Exists(file))
        {
            return null;
        }

        await using var stream = File.OpenRead(file);
        return (await UnzipAsync(stream, cancellationToken), null);
    }
}
