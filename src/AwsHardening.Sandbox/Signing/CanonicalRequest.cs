using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using AwsHardening.Sandbox.Wire;

namespace AwsHardening.Sandbox.Signing;

/// <summary>The form of a request that is signed (IAM User Guide: Create a signed AWS API request, create a canonical request).</summary>
internal static partial class CanonicalRequest
{
    public const string UnsignedPayload = "UNSIGNED-PAYLOAD";
    public const string StreamingPrefix = "STREAMING-";

    /// <summary>The digest that is signed, in hexadecimal digits.</summary>
    /// <param name="request">The request as it came.</param>
    /// <param name="signature">What it says of its signature.</param>
    /// <param name="isS3">S3 takes paths as they are; others normalize them, and encode them once more.</param>
    public static string Digest(WireRequest request, Signature signature, bool isS3)
    {
        var text = new StringBuilder();
        text.Append(request.Method).Append('\n').Append(Path(request.RawPath, isS3)).Append('\n').Append(Query(request)).Append('\n');
        foreach (var name in signature.SignedHeaders)
        {
            text.Append(name).Append(':').Append(Spaces().Replace((request.Header(name) ?? "").Trim(), " ")).Append('\n');
        }

        text.Append('\n').AppendJoin(';', signature.SignedHeaders).Append('\n').Append(Payload(request, signature, isS3));
        return Hex(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>The digest of a body, in hexadecimal digits.</summary>
    public static string Hash(ReadOnlySpan<byte> body) => Hex(SHA256.HashData(body));

    private static string Payload(WireRequest request, Signature signature, bool isS3) => !isS3 ? Hash(request.Body)
        // What S3's clients say of their body goes into the signature as they say it; that it is true is another question.
        : signature.IsPresigned ? request.Header("X-Amz-Content-Sha256") ?? UnsignedPayload
        : request.Header("X-Amz-Content-Sha256") ?? Hash(request.Body);

    private static string Path(string raw, bool isS3)
    {
        var segments = raw.Split('/').Select(Uri.UnescapeDataString);
        if (isS3)
        {
            return string.Join('/', segments.Select(Encode));
        }

        List<string> normal = [];
        foreach (var segment in segments.Where(segment => segment is not ("" or ".")))
        {
            if (segment != "..")
            {
                normal.Add(Encode(Encode(segment)));
            }
            else if (normal.Count > 0)
            {
                normal.RemoveAt(normal.Count - 1);
            }
        }

        return $"/{string.Join('/', normal)}{(normal.Count > 0 && raw.EndsWith('/') ? "/" : "")}";
    }

    private static string Query(WireRequest request) => string.Join('&', request.Query.Where(pair => pair.Key != "X-Amz-Signature")
        .Select(pair => (Name: Encode(pair.Key), Value: Encode(pair.Value)))
        .OrderBy(pair => pair.Name, StringComparer.Ordinal).ThenBy(pair => pair.Value, StringComparer.Ordinal)
        .Select(pair => $"{pair.Name}={pair.Value}"));

    // Uri.EscapeDataString leaves the unreserved characters of RFC 3986 alone, as the signature wants it.
    private static string Encode(string text) => Uri.EscapeDataString(text);

    internal static string Hex(byte[] bytes) => Convert.ToHexString(bytes).ToLowerInvariant();

    [GeneratedRegex(" {2,}")]
    private static partial Regex Spaces();
}
