using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AwsHardening.Core.Audit;

/// <summary>Checks chains of digests and the log files they name: nothing altered, nothing missing, nothing in between lost.</summary>
/// <param name="files">Where the files are.</param>
/// <param name="keys">The public keys by fingerprint, PKCS #1 DER.</param>
internal sealed class DigestCheck(IntegrityFiles files, IReadOnlyDictionary<string, byte[]> keys)
{
    public async IAsyncEnumerable<TrailIntegrityItem> RunAsync(
        DateTimeOffset? since, DateTimeOffset? until, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // A chain is of one trail in one Region: they differ in their names up to the time.
        SortedDictionary<string, List<string>> chains = new(StringComparer.Ordinal);
        await foreach (var path in files.DigestsAsync(cancellationToken))
        {
            var name = path.Split('/')[^1];
            var chain = name[..name.LastIndexOf('_')];
            (chains.TryGetValue(chain, out var list) ? list : chains[chain] = []).Add(path);
        }

        foreach (var chain in chains.Values)
        {
            chain.Sort(StringComparer.Ordinal);
            await foreach (var item in ChainAsync(chain, since, until, cancellationToken))
            {
                yield return item;
            }
        }
    }

    // Newest first: each digest vouches for the one before it.
    private async IAsyncEnumerable<TrailIntegrityItem> ChainAsync(
        List<string> paths, DateTimeOffset? since, DateTimeOffset? until, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        DigestFile? next = null;
        for (var at = paths.Count - 1; at >= 0; at--)
        {
            var (digest, problem) = await ReadAsync(paths[at], cancellationToken);
            if (digest is null)
            {
                yield return problem!;
                next = null;
                continue;
            }

            if (next?.PreviousKey is { } expected && expected != digest.Key)
            {
                yield return Item("Digest", "Missing", $"the digest after it, {next.Key}, names it", expected, digest);
                next = null;
            }

            var successor = next;
            next = digest;
            if ((until is { } last && digest.End > last) || (since is { } first && digest.End < first))
            {
                continue;
            }

            yield return Judge(digest, successor);
            foreach (var (key, hash) in digest.LogFiles)
            {
                yield return await LogFileAsync(digest, key, hash, cancellationToken);
            }
        }

        if (next?.PreviousKey is { } before)
        {
            yield return Item("Digest", "Missing", $"the digest after it, {next.Key}, names it", before, next);
        }
    }

    private async Task<(DigestFile? Digest, TrailIntegrityItem? Problem)> ReadAsync(string path, CancellationToken cancellationToken)
    {
        TrailIntegrityItem Bad(string reason) => new() { Kind = "Digest", State = "Invalid", Reason = reason, Path = path };
        try
        {
            if (await files.ReadAsync(path, cancellationToken) is not { } read)
            {
                return (null, new() { Kind = "Digest", State = "Missing", Reason = "it was listed, and is not there", Path = path });
            }

            if (JsonNode.Parse(read.Content) is not JsonObject json || json["digestEndTime"] is null || json["digestS3Object"] is null)
            {
                return (null, Bad("it is no digest"));
            }

            var digest = new DigestFile(path, read.Content, json, read.Signature);
            (files as FolderFiles)?.Learn(path, digest.Key);
            return (digest, null);
        }
        catch (Exception e) when (e is InvalidDataException or JsonException or IOException)
        {
            return (null, Bad($"it cannot be read: {e.Message}"));
        }
    }

    private TrailIntegrityItem Judge(DigestFile digest, DigestFile? next)
    {
        if (!digest.Key.EndsWith(digest.Path, StringComparison.Ordinal) && !digest.Path.EndsWith(digest.Key, StringComparison.Ordinal))
        {
            return Item("Digest", "Invalid", $"it was moved from {digest.Key}", digest.Path, digest);
        }

        if (next is not null && next.PreviousHash != digest.Hash)
        {
            return Item("Digest", "Invalid", "its content is not what the digest after it says", digest.Path, digest);
        }

        // From a folder, the last digest's signature is not to be had: it is in S3's metadata alone.
        if ((digest.Signature ?? next?.PreviousSignature) is not { } signature)
        {
            return Item("Digest", "Unknown", "its signature is in S3's metadata, or in a digest after it; neither is here", digest.Path, digest);
        }

        if (!keys.TryGetValue(digest.Fingerprint, out var key))
        {
            return Item("Digest", "Unknown", $"the public key {digest.Fingerprint} is not known", digest.Path, digest);
        }

        return digest.IsSignedWith(key, signature)
            ? Item("Digest", "Valid", "signed, and in its place in the chain", digest.Path, digest)
            : Item("Digest", "Invalid", "its signature is not CloudTrail's", digest.Path, digest);
    }

    private async Task<TrailIntegrityItem> LogFileAsync(DigestFile digest, string key, string hash, CancellationToken cancellationToken)
    {
        try
        {
            return await files.ReadAsync(key, cancellationToken) is not { } read ? Item("LogFile", "Missing", "its digest names it", key, digest)
                : DigestFile.HashOf(read.Content) == hash ? Item("LogFile", "Valid", "as its digest says", key, digest)
                : Item("LogFile", "Invalid", "its content is not what its digest says", key, digest);
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            return Item("LogFile", "Invalid", $"it cannot be decompressed: {e.Message}", key, digest);
        }
    }

    private static TrailIntegrityItem Item(string kind, string state, string reason, string path, DigestFile digest) =>
        new() { Kind = kind, State = state, Reason = reason, Path = path, Region = digest.Region, Time = digest.End };
}
