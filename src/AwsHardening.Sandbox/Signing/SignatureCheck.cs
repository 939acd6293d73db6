using AwsHardening.Sandbox.Sts;
using AwsHardening.Sandbox.Wire;

namespace AwsHardening.Sandbox.Signing;

/// <summary>
/// Holds requests to the secret of their access key, where the account gave that secret out. Of other keys it knows no secret: of those
/// that it never heard of, of a copy's, and of the administrator's own.
/// </summary>
internal sealed class SignatureCheck(SandboxAccount account)
{
    // IAM User Guide: Troubleshoot Signature Version 4, time and date; S3 is more patient.
    private static readonly TimeSpan s_skew = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_skewOfS3 = TimeSpan.FromMinutes(15);

    private readonly SigningKeys _keys = new();

    /// <summary>Why a request is refused; null where its signature is good, or nobody can say.</summary>
    /// <param name="request">The request as it came.</param>
    /// <param name="accessKeyId">Whose it says it is.</param>
    /// <param name="service">The signing name of the service.</param>
    /// <param name="protocol">In whose words it is refused.</param>
    public AwsErrorException? Refusal(WireRequest request, string accessKeyId, string service, string protocol)
    {
        if (account.Principals.Secret(accessKeyId) is not { } secret)
        {
            return null;
        }

        var isS3 = service == "s3";
        return Signature.Of(request) is not { MadeAt: { } made } signature || signature.Parts?.Service != service
            ? CallerErrors.BadSignature(protocol, isS3)
            : Late(signature, made, protocol, isS3) ?? Wrong(request, signature, secret, protocol, isS3);
    }

    private AwsErrorException? Wrong(WireRequest request, Signature signature, string secret, string protocol, bool isS3)
    {
        string Sign(string text) => _keys.Sign(secret, signature.Scope, text);
        var digest = CanonicalRequest.Digest(request, signature, isS3);
        if (Sign($"{Signature.Algorithm}\n{signature.Time}\n{signature.Scope}\n{digest}") != signature.Value)
        {
            return CallerErrors.BadSignature(protocol, isS3);
        }

        if (!isS3 || request.Header("X-Amz-Content-Sha256") is not { } said || said == CanonicalRequest.UnsignedPayload)
        {
            return null;
        }

        return said.StartsWith(CanonicalRequest.StreamingPrefix, StringComparison.Ordinal)
            ? ChunkSignatures.AreGood(request, signature, said, Sign) ? null : CallerErrors.BadSignature(protocol, isS3)
            : said == CanonicalRequest.Hash(request.Body) ? null : new AwsErrorException(
                "XAmzContentSHA256Mismatch", "The provided 'x-amz-content-sha256' header does not match what was computed.");
    }

    private AwsErrorException? Late(Signature signature, DateTimeOffset made, string protocol, bool isS3)
    {
        if (!account.ChecksSigningTime)
        {
            return null;
        }

        var now = account.Clock.GetUtcNow();
        var skew = isS3 ? s_skewOfS3 : s_skew;
        return made - now > skew || now - made > (signature.Lifetime ?? skew)
            ? CallerErrors.Skewed(protocol, isS3, signature.IsPresigned, signature.Time, now, skew) : null;
    }
}
