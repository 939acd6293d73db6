using System.Text.RegularExpressions;

namespace AwsHardening.Sandbox.Wire;

/// <summary>What S3's clients do to a request that no service model says: the bucket in the host name, the body in signed chunks.</summary>
internal static partial class S3Request
{
    /// <summary>The request as the model describes it: the bucket in the path, the body plain, trailers among the headers.</summary>
    /// <exception cref="AwsErrorException">IncompleteBody: the chunks are broken off.</exception>
    public static WireRequest Normalize(WireRequest request) => WithPlainBody(WithBucketInPath(request));

    private static WireRequest WithBucketInPath(WireRequest request)
    {
        var host = (request.Header("Host") ?? "").Split(':')[0];
        return VirtualHost().Match(host) is { Success: true } match
            ? request with { Target = $"/{match.Groups[1].Value}{request.Target}" }
            : request;
    }

    private static WireRequest WithPlainBody(WireRequest request)
    {
        if (request.Header("x-amz-content-sha256")?.StartsWith("STREAMING-", StringComparison.Ordinal) != true)
        {
            return request;
        }

        var headers = new Dictionary<string, string>(request.Headers, StringComparer.OrdinalIgnoreCase);
        var body = AwsChunked.Decode(request.Body, headers);
        if (request.Header("x-amz-decoded-content-length") is { } length && length != $"{body.Length}")
        {
            throw AwsChunked.Incomplete();
        }

        headers["Content-Length"] = $"{body.Length}";
        // The coding is between client and service; an object does not keep it.
        if (headers.Remove("Content-Encoding", out var codings)
            && string.Join(", ", codings.Split(',', StringSplitOptions.TrimEntries).Where(c => c != "aws-chunked")) is { Length: > 0 } rest)
        {
            headers["Content-Encoding"] = rest;
        }

        return request with { Headers = headers, Body = body };
    }

    [GeneratedRegex(@"\A(.+)\.(?:s3(?:[.-][a-z0-9.-]+)?\.amazonaws\.com(?:\.cn)?|localhost)\z")]
    private static partial Regex VirtualHost();
}
