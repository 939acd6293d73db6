using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.CloudTrail;

/// <summary>The key pair that digest files are signed with. Made when the first is needed, and once a process: it takes a while.</summary>
internal static class DigestSigner
{
    public const string Algorithm = "SHA256withRSA";

    private static readonly Lazy<RSA> s_key = new(() => RSA.Create(2048));

    /// <summary>The MD5 of the public key, which is what CloudTrail calls its fingerprint.</summary>
#pragma warning disable CA5351 // MD5 names the key here; it proves nothing.
    public static string Fingerprint => Convert.ToHexString(MD5.HashData(PublicKey)).ToLowerInvariant();
#pragma warning restore CA5351

    /// <summary>The public key in PKCS #1 DER, as ListPublicKeys answers it.</summary>
    public static byte[] PublicKey => s_key.Value.ExportRSAPublicKey();

    /// <summary>The signature of a digest file, in hexadecimal (CloudTrail User Guide: CloudTrail digest file structure).</summary>
    public static string Sign(string endTime, string bucket, string key, string hash, string? previousSignature)
    {
        var text = $"{endTime}\n{bucket}/{key}\n{hash}\n{previousSignature ?? "null"}";
        var signature = s_key.Value.SignData(Encoding.UTF8.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return Convert.ToHexString(signature).ToLowerInvariant();
    }

    /// <summary>As ListPublicKeys answers it.</summary>
    public static JsonObject Show(DateTimeOffset from, DateTimeOffset until) => new()
    {
        ["Value"] = Convert.ToBase64String(PublicKey),
        ["ValidityStartTime"] = ServiceInput.Answer(from),
        ["ValidityEndTime"] = ServiceInput.Answer(until),
        ["Fingerprint"] = Fingerprint,
    };
}
