using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.S3;

/// <summary>Reading objects.</summary>
internal static class ReadOperations
{
    public static void Register(Dictionary<string, Func<S3Call, JsonObject>> operations)
    {
        operations["GetObject"] = call => Read(call, withBody: true);
        operations["HeadObject"] = call => Read(call, withBody: false);
    }

    private static JsonObject Read(S3Call call, bool withBody)
    {
        var bucket = call.Bucket();
        var version = Find(call, bucket);
        Conditions.CheckRead(call, version);
        var body = version.Body;
        var answer = new JsonObject
        {
            ["AcceptRanges"] = "bytes",
            ["LastModified"] = Wire.Timestamps.ToModel(version.Modified),
            ["ETag"] = version.ETag,
        };
        if (bucket.Versioning is not null)
        {
            answer["VersionId"] = version.VersionId;
        }

        if (ByteRange.Of(call.Text("Range"), body.Length) is { } range)
        {
            answer["ContentRange"] = $"bytes {range.First}-{range.Last}/{body.Length}";
            body = body[range.First..(range.Last + 1)];
        }

        foreach (var (member, value) in version.Properties)
        {
            // Checksums are of the whole object, and told to those who ask.
            if (!Checksums.IsChecksum(member) || (call.Text("ChecksumMode") == "ENABLED" && answer["ContentRange"] is null))
            {
                answer[member] = value?.DeepClone();
            }
        }

        answer["ContentLength"] = body.Length;
        if (withBody)
        {
            answer["Body"] = Convert.ToBase64String(body);
        }

        return answer;
    }

    private static ObjectVersion Find(S3Call call, Bucket bucket)
    {
        var history = bucket.Objects.GetValueOrDefault(call.Key);
        if (call.Text("VersionId") is not { } id)
        {
            return history?.Current ?? throw Deleted(call, history?.Versions[0]);
        }

        var version = history?.Find(id) ?? throw S3Errors.NoSuchVersion(call.Key, id);
        return version.IsDeleteMarker
            ? throw new AwsErrorException("MethodNotAllowed", "The specified method is not allowed against this resource.", 405)
            {
                Details = Marker(version),
            }
            : version;
    }

    private static AwsErrorException Deleted(S3Call call, ObjectVersion? marker)
    {
        var details = marker is null ? [] : Marker(marker);
        details["Key"] = call.Key;
        return new AwsErrorException("NoSuchKey", "The specified key does not exist.", 404) { Details = details };
    }

    private static JsonObject Marker(ObjectVersion version) => new() { ["DeleteMarker"] = true, ["VersionId"] = version.VersionId };
}
