using System.IO.Compression;

namespace AwsHardening.Sandbox.Wire;

/// <summary>Content codings of request bodies.</summary>
internal static class ContentCoding
{
    /// <summary>Takes gzip off a body where the last coding of the header is gzip.</summary>
    /// <exception cref="InvalidDataException">The body is not in the coding.</exception>
    public static byte[] Decode(byte[] body, string? contentEncoding)
    {
        if (body.Length == 0 || contentEncoding?.Split(',')[^1].Trim().Equals("gzip", StringComparison.OrdinalIgnoreCase) != true)
        {
            return body;
        }

        using var compressed = new GZipStream(new MemoryStream(body), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        compressed.CopyTo(plain);
        return plain.ToArray();
    }
}
