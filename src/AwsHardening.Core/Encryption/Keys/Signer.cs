using System.Security.Cryptography;
using AwsHardening.Core.Encryption.Message;

namespace AwsHardening.Core.Encryption.Keys;

/// <summary>The pair of keys that signs a message, whose public half stands in its context.</summary>
internal static class Signer
{
    /// <summary>A pair for a suite that signs, else null; and the context that goes with it.</summary>
    public static (ECDsa? Pair, IReadOnlyDictionary<string, string> Context) For(
        AlgorithmSuite suite, IReadOnlyDictionary<string, string> context)
    {
        if (suite.Curve is not { } curve)
        {
            return (null, context);
        }

        var pair = ECDsa.Create(curve.Curve);
        return (pair, new Dictionary<string, string>(context) { [EncryptionContext.PublicKey] = Convert.ToBase64String(EllipticCurve.Compress(pair)) });
    }

    /// <summary>The same pair again, to be disposed of on its own.</summary>
    public static ECDsa Copy(ECDsa pair)
    {
        var parameters = pair.ExportParameters(includePrivateParameters: true);
        try
        {
            return ECDsa.Create(parameters);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(parameters.D);
        }
    }
}
