using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.S3;

/// <summary>Lists current objects, with those behind a delimiter rolled up into common prefixes.</summary>
internal static class ObjectListing
{
    public const int MaxKeys = 1000;

    public static void Register(Dictionary<string, Func<S3Call, JsonObject>> operations)
    {
        operations["ListObjectsV2"] = List;
        operations["ListObjects"] = ListByMarker;
    }

    /// <summary>The prefix up to and with the first delimiter behind the asked prefix; null where there is none.</summary>
    public static string? CommonPrefix(string key, string prefix, string? delimiter)
    {
        var at = string.IsNullOrEmpty(delimiter) ? -1 : key.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal);
        return at < 0 ? null : key[..(at + delimiter!.Length)];
    }

    public static int PageSize(S3Call call) => call.Number("MaxKeys") switch
    {
        null => MaxKeys,
        < 0 => throw S3Errors.InvalidArgument("Argument maxKeys must be an integer between 0 and 2147483647"),
        { } size => Math.Min(size, MaxKeys),
    };

    private static JsonObject List(S3Call call)
    {
        var bucket = call.Bucket();
        var (prefix, delimiter, size) = (call.Text("Prefix") ?? "", call.Text("Delimiter"), PageSize(call));
        var encode = KeyEncoding.Of(call);
        var after = call.Text("ContinuationToken") is { } token ? Page.Open(token) : call.Text("StartAfter") ?? "";
        var entries = Entries(bucket, prefix, delimiter, after).Take(size + 1).ToList();
        var page = entries.Take(size).ToList();
        var answer = new JsonObject
        {
            ["IsTruncated"] = size > 0 && entries.Count > size,
            ["MaxKeys"] = size,
            ["KeyCount"] = page.Count,
            ["Contents"] = new JsonArray([.. page.Where(e => e.Version is not null).Select(e => Content(call, e.Name, e.Version!, encode))]),
            ["CommonPrefixes"] = new JsonArray([.. page.Where(e => e.Version is null).Select(e => new JsonObject { ["Prefix"] = encode(e.Name) })]),
        };
        KeyEncoding.Echo(call, answer, encode, "Delimiter", "StartAfter", "EncodingType");
        if (call.Text("ContinuationToken") is { } echoed)
        {
            answer["ContinuationToken"] = echoed;
        }

        if ((bool)answer["IsTruncated"]!)
        {
            answer["NextContinuationToken"] = Page.Seal(page[^1].Name);
        }

        return answer;
    }

    // The first version of the operation, which old clients still use: pages go on after a key instead of a token.
    private static JsonObject ListByMarker(S3Call call)
    {
        var bucket = call.Bucket();
        var (prefix, delimiter, size) = (call.Text("Prefix") ?? "", call.Text("Delimiter"), PageSize(call));
        var encode = KeyEncoding.Of(call);
        var entries = Entries(bucket, prefix, delimiter, call.Text("Marker") ?? "").Take(size + 1).ToList();
        var page = entries.Take(size).ToList();
        var answer = new JsonObject
        {
            ["IsTruncated"] = size > 0 && entries.Count > size,
            ["MaxKeys"] = size,
            ["Contents"] = new JsonArray([.. page.Where(e => e.Version is not null).Select(e => Content(call, e.Name, e.Version!, encode))]),
            ["CommonPrefixes"] = new JsonArray([.. page.Where(e => e.Version is null).Select(e => new JsonObject { ["Prefix"] = encode(e.Name) })]),
        };
        KeyEncoding.Echo(call, answer, encode, "Delimiter", "Marker", "EncodingType");
        // AWS says where to go on only with a delimiter; without one it is the last key.
        if ((bool)answer["IsTruncated"]! && !string.IsNullOrEmpty(delimiter))
        {
            answer["NextMarker"] = encode(page[^1].Name);
        }

        return answer;
    }

    // A common prefix stands once; a token that names one stands behind all it rolls up.
    private static IEnumerable<(string Name, ObjectVersion? Version)> Entries(Bucket bucket, string prefix, string? delimiter, string after)
    {
        string? rolled = null;
        foreach (var (key, history) in bucket.Objects)
        {
            if (history.Current is not { } current || !key.StartsWith(prefix, StringComparison.Ordinal))
            {
                continue;
            }

            var common = CommonPrefix(key, prefix, delimiter);
            if (string.CompareOrdinal(common ?? key, after) <= 0 || (common is not null && common == rolled))
            {
                continue;
            }

            rolled = common;
            yield return common is null ? (key, current) : (common, null);
        }
    }

    private static JsonObject Content(S3Call call, string key, ObjectVersion version, Func<string, string> encode)
    {
        var content = new JsonObject
        {
            ["Key"] = encode(key),
            ["LastModified"] = Wire.Timestamps.ToModel(version.Modified),
            ["ETag"] = version.ETag,
            ["Size"] = version.Body.Length,
            ["StorageClass"] = "STANDARD",
        };
        if ((bool?)call.Input["FetchOwner"] == true)
        {
            content["Owner"] = new JsonObject { ["ID"] = call.State.OwnerId };
        }

        return content;
    }
}
