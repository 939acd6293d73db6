using System.Globalization;
using System.Text;
using AwsHardening.Sandbox.Wire;

namespace AwsHardening.Sandbox.Signing;

/// <summary>
/// The signatures inside a body that comes in chunks (S3 API Reference: Signature calculations for the Authorization header, transferring
/// a payload in multiple chunks; with trailing headers): each is about its chunk and about the signature before it.
/// </summary>
internal static class ChunkSignatures
{
    private const string Extension = "chunk-signature=";
    private const string TrailerSignature = "x-amz-trailer-signature";

    /// <summary>True where every chunk and the trailer have the signature that they should.</summary>
    /// <param name="request">The request as it came.</param>
    /// <param name="signature">The one of its head.</param>
    /// <param name="payload">What its head says of the body: <c>STREAMING-…</c>.</param>
    /// <param name="sign">Signs a text.</param>
    public static bool AreGood(WireRequest request, Signature signature, string payload, Func<string, string> sign)
    {
        if (!payload.StartsWith($"{CanonicalRequest.StreamingPrefix}{Signature.Algorithm}-PAYLOAD", StringComparison.Ordinal))
        {
            // STREAMING-UNSIGNED-PAYLOAD-TRAILER: the head alone is signed.
            return true;
        }

        string Of(string kind, string before, string digests) =>
            sign($"{Signature.Algorithm}-{kind}\n{signature.Time}\n{signature.Scope}\n{before}\n{digests}");

        var (before, at) = (signature.Value, 0);
        for (var size = -1; size != 0;)
        {
            if (Line(request.Body, ref at)?.Split(';', 2) is not [var head, var extension]
                || !extension.StartsWith(Extension, StringComparison.Ordinal)
                || !int.TryParse(head, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out size)
                || size < 0 || size > request.Body.Length - at)
            {
                return false;
            }

            var expected = Of("PAYLOAD", before, $"{CanonicalRequest.Hash([])}\n{CanonicalRequest.Hash(request.Body.AsSpan(at, size))}");
            if (extension[Extension.Length..] != expected)
            {
                return false;
            }

            before = expected;
            at += size;
            if (size > 0 && Line(request.Body, ref at) is not "")
            {
                return false;
            }
        }

        if (!payload.EndsWith("-TRAILER", StringComparison.Ordinal))
        {
            return true;
        }

        var trailers = new StringBuilder();
        while (Line(request.Body, ref at) is { Length: > 0 } line && line.Split(':', 2) is [var name, var value])
        {
            if (name.Equals(TrailerSignature, StringComparison.OrdinalIgnoreCase))
            {
                return value.Trim() == Of("TRAILER", before, CanonicalRequest.Hash(Encoding.UTF8.GetBytes(trailers.ToString())));
            }

            trailers.Append(CultureInfo.InvariantCulture, $"{name.Trim().ToLowerInvariant()}:{value.Trim()}\n");
        }

        return false;
    }

    private static string? Line(byte[] body, ref int at)
    {
        var length = body.AsSpan(at).IndexOf("\r\n"u8);
        if (length < 0)
        {
            return null;
        }

        var line = Encoding.ASCII.GetString(body, at, length);
        at += length + 2;
        return line;
    }
}
