using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.S3;

/// <summary>Lists every version and delete marker: by key, newest first.</summary>
internal static class VersionListing
{
    public static void Register(Dictionary<string, Func<S3Call, JsonObject>> operations) => operations["ListObjectVersions"] = List;

    private static JsonObject List(S3Call call)
    {
        var bucket = call.Bucket();
        var (prefix, delimiter, size) = (call.Text("Prefix") ?? "", call.Text("Delimiter"), ObjectListing.PageSize(call));
        var (keyMarker, versionMarker) = (call.Text("KeyMarker"), call.Text("VersionIdMarker"));
        if (versionMarker is not null && keyMarker is null)
        {
            throw S3Errors.InvalidArgument("A version-id marker cannot be specified without a key marker.");
        }

        var encode = KeyEncoding.Of(call);
        var entries = Entries(bucket, prefix, delimiter, keyMarker ?? "", versionMarker).Take(size + 1).ToList();
        var page = entries.Take(size).ToList();
        var answer = new JsonObject
        {
            ["IsTruncated"] = size > 0 && entries.Count > size,
            ["MaxKeys"] = size,
            ["Versions"] = Select(page, version => version is { IsDeleteMarker: false }),
            ["DeleteMarkers"] = Select(page, version => version is { IsDeleteMarker: true }),
            ["CommonPrefixes"] = new JsonArray([.. page.Where(e => e.Version is null).Select(e => new JsonObject { ["Prefix"] = encode(e.Name) })]),
        };
        KeyEncoding.Echo(call, answer, encode, "Delimiter", "KeyMarker", "VersionIdMarker", "EncodingType");
        if ((bool)answer["IsTruncated"]!)
        {
            answer["NextKeyMarker"] = encode(page[^1].Name);
            if (page[^1].Version is { } last)
            {
                answer["NextVersionIdMarker"] = last.VersionId;
            }
        }

        return answer;

        JsonArray Select(List<Entry> from, Func<ObjectVersion?, bool> which) =>
            [.. from.Where(e => which(e.Version)).Select(e => Describe(call, e, encode))];
    }

    private static IEnumerable<Entry> Entries(Bucket bucket, string prefix, string? delimiter, string keyMarker, string? versionMarker)
    {
        string? rolled = null;
        foreach (var (key, history) in bucket.Objects.Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal)))
        {
            var common = ObjectListing.CommonPrefix(key, prefix, delimiter);
            var order = string.CompareOrdinal(common ?? key, keyMarker);
            if (order < 0 || (order == 0 && versionMarker is null) || (common is not null && common == rolled))
            {
                continue;
            }

            rolled = common;
            if (common is not null)
            {
                yield return new Entry(common, null, false);
                continue;
            }

            var skip = order == 0 ? history.Versions.TakeWhile(version => version.VersionId != versionMarker).Count() + 1 : 0;
            foreach (var version in history.Versions.Skip(skip))
            {
                yield return new Entry(key, version, version == history.Versions[0]);
            }
        }
    }

    private static JsonObject Describe(S3Call call, Entry entry, Func<string, string> encode)
    {
        var version = entry.Version!;
        var described = new JsonObject
        {
            ["Key"] = encode(entry.Name),
            ["VersionId"] = version.VersionId,
            ["IsLatest"] = entry.IsLatest,
            ["LastModified"] = Wire.Timestamps.ToModel(version.Modified),
            ["Owner"] = new JsonObject { ["ID"] = call.State.OwnerId },
        };
        if (!version.IsDeleteMarker)
        {
            described["ETag"] = version.ETag;
            described["Size"] = version.Body.Length;
            described["StorageClass"] = "STANDARD";
        }

        return described;
    }

    private sealed record Entry(string Name, ObjectVersion? Version, bool IsLatest);
}
