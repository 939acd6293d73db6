using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.S3;

/// <summary>Deleting: for good where a version is named, else by a marker where there are versions.</summary>
internal static class DeleteOperations
{
    private const int MaxObjects = 1000;

    public static void Register(Dictionary<string, Func<S3Call, JsonObject>> operations)
    {
        operations["DeleteObject"] = DeleteOne;
        operations["DeleteObjects"] = DeleteMany;
    }

    private static JsonObject DeleteOne(S3Call call)
    {
        var bucket = call.Bucket();
        if (call.Text("IfMatch") is { } match)
        {
            Conditions.CheckMatch(
                match, bucket.Objects.GetValueOrDefault(call.Key)?.Current ?? throw S3Errors.NoSuchKey(call.Key));
        }

        var (versionId, marker) = Delete(call.State, bucket, call.Key, call.Text("VersionId"));
        var answer = new JsonObject();
        if (versionId is not null)
        {
            answer["VersionId"] = versionId;
        }

        if (marker)
        {
            answer["DeleteMarker"] = true;
        }

        return answer;
    }

    private static JsonObject DeleteMany(S3Call call)
    {
        var bucket = call.Bucket();
        var wanted = call.Structure("Delete");
        if (wanted["Objects"] is not JsonArray { Count: > 0 and <= MaxObjects } objects)
        {
            throw S3Errors.MalformedXml();
        }

        var deleted = new JsonArray();
        foreach (var one in objects)
        {
            var (key, asked) = ((string)one!["Key"]!, (string?)one["VersionId"]);
            var (versionId, marker) = Delete(call.State, bucket, key, asked);
            var entry = new JsonObject { ["Key"] = key };
            if (asked is not null)
            {
                entry["VersionId"] = asked;
            }

            if (marker)
            {
                entry["DeleteMarker"] = true;
                entry["DeleteMarkerVersionId"] = versionId;
            }

            deleted.Add(entry);
        }

        return (bool?)wanted["Quiet"] == true ? [] : new JsonObject { ["Deleted"] = deleted };
    }

    /// <summary>Deletes; what is not there counts as deleted.</summary>
    /// <returns>The version deleted or the marker made, and whether it is a marker.</returns>
    private static (string? VersionId, bool Marker) Delete(S3State state, Bucket bucket, string key, string? versionId)
    {
        var history = bucket.Objects.GetValueOrDefault(key) ?? new ObjectHistory();
        if (versionId is null && bucket.Versioning is not null)
        {
            var marker = new ObjectVersion(
                bucket.Versioning == VersioningOperations.Enabled ? state.NewVersionId() : ObjectVersion.Null, state.Now)
            {
                IsDeleteMarker = true,
            };
            history.Add(marker);
            bucket.Objects[key] = history;
            return (marker.VersionId, true);
        }

        if (history.Find(versionId ?? ObjectVersion.Null) is not { } found)
        {
            return (versionId, false);
        }

        history.Remove(found);
        if (history.IsEmpty)
        {
            bucket.Objects.Remove(key);
        }

        return (versionId, found.IsDeleteMarker);
    }
}
