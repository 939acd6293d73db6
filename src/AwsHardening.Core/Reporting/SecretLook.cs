using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace AwsHardening.Core.Reporting;

/// <summary>Secrets that are known by their look alone: access keys of AWS's and private keys. Words that may mean anything are not among them.</summary>
internal static partial class SecretLook
{
    // User data has 16 KiB at most; what it unfolds to is looked at no further than this.
    private const int MostUnpacked = 1 << 20;

    private static readonly byte[] s_gzip = [0x1f, 0x8b];

    /// <summary>True where a text holds such a secret.</summary>
    public static bool IsIn(string text) => Look().IsMatch(text);

    /// <summary>The same of bytes in base 64, which may be packed by gzip; false for what is neither.</summary>
    public static bool IsInBase64(string text)
    {
        try
        {
            var bytes = Convert.FromBase64String(text);
            return IsIn(Encoding.UTF8.GetString(bytes.AsSpan().StartsWith(s_gzip) ? Unpacked(bytes) : bytes));
        }
        catch (Exception e) when (e is FormatException or InvalidDataException)
        {
            return false;
        }
    }

    private static byte[] Unpacked(byte[] packed)
    {
        using var stream = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        var buffer = new byte[MostUnpacked];
        var read = stream.ReadAtLeast(buffer, MostUnpacked, throwOnEndOfStream: false);
        return buffer[..read];
    }

    // An access key that does not end, and the head of a private key (IAM User Guide: IAM identifiers).
    [GeneratedRegex(@"\bAKIA[A-Z2-7]{16}\b|-----BEGIN [A-Z ]*PRIVATE KEY-----")]
    private static partial Regex Look();
}
