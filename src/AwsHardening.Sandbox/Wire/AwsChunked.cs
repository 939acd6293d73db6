using System.Globalization;
using System.Text;

namespace AwsHardening.Sandbox.Wire;

/// <summary>
/// The coding <c>aws-chunked</c> (S3 API Reference: Signature calculations for the Authorization header, transferring a payload in
/// multiple chunks): hexadecimal sizes with or without signatures, and after the last chunk trailers.
/// </summary>
internal static class AwsChunked
{
    /// <summary>Takes the coding off, and puts the trailers among the headers.</summary>
    /// <exception cref="AwsErrorException">IncompleteBody.</exception>
    public static byte[] Decode(byte[] coded, Dictionary<string, string> headers)
    {
        using var plain = new MemoryStream();
        var at = 0;
        while (true)
        {
            var head = Line(coded, ref at).Split(';')[0];
            if (!int.TryParse(head, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var size)
                || size < 0 || size > coded.Length - at)
            {
                throw Incomplete();
            }

            if (size == 0)
            {
                break;
            }

            plain.Write(coded, at, size);
            at += size;
            if (Line(coded, ref at).Length > 0)
            {
                throw Incomplete();
            }
        }

        while (at < coded.Length && Line(coded, ref at) is { Length: > 0 } trailer)
        {
            if (trailer.Split(':', 2) is [var name, var value])
            {
                headers[name.Trim()] = value.Trim();
            }
        }

        return plain.ToArray();
    }

    public static AwsErrorException Incomplete() =>
        new("IncompleteBody", "You did not provide the number of bytes specified by the Content-Length HTTP header.");

    private static string Line(byte[] coded, ref int at)
    {
        var length = coded.AsSpan(at).IndexOf("\r\n"u8);
        if (length < 0)
        {
            throw Incomplete();
        }

        var line = Encoding.ASCII.GetString(coded, at, length);
        at += length + 2;
        return line;
    }
}
