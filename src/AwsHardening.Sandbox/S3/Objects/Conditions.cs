using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.S3;

/// <summary>
/// Conditional requests (Amazon S3 User Guide: Preventing object overwrites with conditional writes; RFC 9110 for reads).
/// </summary>
internal static class Conditions
{
    /// <exception cref="AwsErrorException">412 where the condition does not hold, 404 for If-Match without an object, 409.</exception>
    public static void CheckWrite(S3Call call, ObjectVersion? current)
    {
        var (match, noneMatch) = (call.Text("IfMatch"), call.Text("IfNoneMatch"));
        if (match is null && noneMatch is null)
        {
            return;
        }

        if (noneMatch is not (null or "*"))
        {
            throw S3Errors.NotImplemented("If-None-Match");
        }

        if (call.State.Conflicts.Remove((call.BucketName, call.Key)))
        {
            throw S3Errors.Conflict(call.Key);
        }

        if (noneMatch is not null && current is not null)
        {
            throw S3Errors.PreconditionFailed("If-None-Match");
        }

        if (match is not null)
        {
            CheckMatch(match, current ?? throw S3Errors.NoSuchKey(call.Key));
        }
    }

    /// <exception cref="AwsErrorException">PreconditionFailed.</exception>
    public static void CheckMatch(string match, ObjectVersion current)
    {
        if (!Names(match, current))
        {
            throw S3Errors.PreconditionFailed("If-Match");
        }
    }

    /// <exception cref="AwsErrorException">412, or 304 where the reader has it already.</exception>
    public static void CheckRead(S3Call call, ObjectVersion version)
    {
        if (call.Text("IfMatch") is { } match)
        {
            CheckMatch(match, version);
        }
        else if (Time(call.Input["IfUnmodifiedSince"]) < version.Modified)
        {
            throw S3Errors.PreconditionFailed("If-Unmodified-Since");
        }

        var seen = call.Text("IfNoneMatch") is { } noneMatch
            ? Names(noneMatch, version)
            : Time(call.Input["IfModifiedSince"]) >= version.Modified;
        if (seen)
        {
            throw S3Errors.NotModified();
        }
    }

    private static bool Names(string condition, ObjectVersion version) =>
        condition.Split(',').Any(tag => tag.Trim() is "*" || tag.Trim().Trim('"') == version.ETag.Trim('"'));

    private static DateTimeOffset? Time(JsonNode? value) => value is null ? null : Wire.Timestamps.FromModel(value);
}
