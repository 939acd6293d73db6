using System.Globalization;
using AwsHardening.Sandbox.Wire;

namespace AwsHardening.Sandbox.Signing;

/// <summary>
/// What a request says of its signature (IAM User Guide: AWS Signature Version 4 for API requests), in the Authorization header or, of a
/// presigned request, in the query.
/// </summary>
/// <param name="AccessKeyId">The access key id.</param>
/// <param name="Scope">Date, Region, service and <c>aws4_request</c>, with slashes.</param>
/// <param name="Time">When it was made, as <c>20260101T000000Z</c>.</param>
/// <param name="SignedHeaders">The names of the headers that it is about, in small letters.</param>
/// <param name="Value">The signature, in hexadecimal digits.</param>
internal sealed record Signature(string AccessKeyId, string Scope, string Time, IReadOnlyList<string> SignedHeaders, string Value)
{
    public const string Algorithm = "AWS4-HMAC-SHA256";
    public const string TimeFormat = "yyyyMMdd'T'HHmmss'Z'";

    /// <summary>For how long a presigned request is good; null for one that is signed in its header.</summary>
    public TimeSpan? Lifetime { get; private init; }

    public bool IsPresigned => Lifetime is not null;

    /// <summary>The date, Region and service of the scope.</summary>
    public (string Date, string Region, string Service)? Parts => Scope.Split('/') is [var date, var region, var service, "aws4_request"]
        ? (date, region, service) : null;

    /// <summary>When it was made; null where that is no time, or not of the scope's date.</summary>
    public DateTimeOffset? MadeAt =>
        DateTimeOffset.TryParseExact(Time, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var made)
        && Parts?.Date == Time[..8] ? made : null;

    /// <summary>Reads it.</summary>
    /// <returns>Null where there is none, where it is not whole, or of another algorithm.</returns>
    public static Signature? Of(WireRequest request) => request.Header("Authorization") is { } header
        ? OfHeader(header, request.Header("X-Amz-Date")) : OfQuery(request);

    private static Signature? OfHeader(string header, string? time)
    {
        if (time is null || !header.StartsWith(Algorithm + " ", StringComparison.Ordinal))
        {
            return null;
        }

        var parts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in header[Algorithm.Length..].Split(',', StringSplitOptions.TrimEntries))
        {
            if (part.Split('=', 2) is [var name, var value])
            {
                parts[name] = value;
            }
        }

        return Of(parts.GetValueOrDefault("Credential"), time, parts.GetValueOrDefault("SignedHeaders"), parts.GetValueOrDefault("Signature"));
    }

    private static Signature? OfQuery(WireRequest request)
    {
        string? Member(string name) => request.Query.FirstOrDefault(pair => pair.Key == name).Value;
        return Member("X-Amz-Algorithm") == Algorithm && Member("X-Amz-Date") is { } time
            && int.TryParse(Member("X-Amz-Expires"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && Of(Member("X-Amz-Credential"), time, Member("X-Amz-SignedHeaders"), Member("X-Amz-Signature")) is { } signature
            ? signature with { Lifetime = TimeSpan.FromSeconds(seconds) } : null;
    }

    private static Signature? Of(string? credential, string time, string? headers, string? value) =>
        credential?.Split('/', 2) is [var key, var scope] && headers is not null && value is not null
            ? new(key, scope, time, headers.Split(';'), value) : null;
}
