using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace AwsHardening.Core.Audit;

/// <summary>A digest file, read (CloudTrail User Guide: CloudTrail digest file structure).</summary>
/// <param name="Path">Where it was read.</param>
/// <param name="Content">Its text, decompressed.</param>
/// <param name="Json">What it says.</param>
/// <param name="Signature">Its signature in hexadecimal, from S3's metadata; null where it was read from a folder.</param>
internal sealed record DigestFile(string Path, byte[] Content, JsonObject Json, string? Signature)
{
    public string Region => Path.Split('/', '\\') is { Length: > 5 } parts ? parts[^5] : "";

    public string Key => Text("digestS3Object") ?? "";

    public string? PreviousKey => Text("previousDigestS3Object");

    public string? PreviousSignature => Text("previousDigestSignature");

    public string? PreviousHash => Text("previousDigestHashValue");

    public string Fingerprint => Text("digestPublicKeyFingerprint") ?? "";

    public DateTimeOffset End => DateTimeOffset.Parse(Text("digestEndTime")!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).ToUniversalTime();

    public string Hash => HashOf(Content);

    public IEnumerable<(string Key, string Hash)> LogFiles => (Json["logFiles"] as JsonArray ?? []).OfType<JsonObject>()
        .Select(file => ((string)file["s3Object"]!, (string)file["hashValue"]!));

    /// <summary>True when a key made the signature.</summary>
    /// <param name="publicKey">The public key, PKCS #1 DER.</param>
    /// <param name="signature">The signature, in hexadecimal.</param>
    public bool IsSignedWith(byte[] publicKey, string signature)
    {
        try
        {
            using var rsa = RSA.Create();
            rsa.ImportRSAPublicKey(publicKey, out _);
            var text = $"{Text("digestEndTime")}\n{Text("digestS3Bucket")}/{Key}\n{Hash}\n{PreviousSignature ?? "null"}";
            return rsa.VerifyData(Encoding.UTF8.GetBytes(text), Convert.FromHexString(signature), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return false;
        }
    }

    public static string HashOf(byte[] content) => Convert.ToHexString(SHA256.HashData(content)).ToLowerInvariant();

    private string? Text(string member) => (string?)Json[member];
}
