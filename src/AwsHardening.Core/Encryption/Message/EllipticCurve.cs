using System.Numerics;
using System.Security.Cryptography;

namespace AwsHardening.Core.Encryption.Message;

/// <summary>
/// A curve whose points stand in a message in compressed form, which .NET does not read (SEC 1: Elliptic Curve Cryptography, 2.3.3 and
/// 2.3.4). Public keys only: nothing here is secret, so nothing needs constant time.
/// </summary>
internal sealed class EllipticCurve
{
    public static readonly EllipticCurve P256 = new(
        ECCurve.NamedCurves.nistP256, 32,
        "00ffffffff00000001000000000000000000000000ffffffffffffffffffffffff",
        "005ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b");

    public static readonly EllipticCurve P384 = new(
        ECCurve.NamedCurves.nistP384, 48,
        "00fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000ffffffff",
        "00b3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aef");

    private readonly int _length;
    private readonly BigInteger _prime;
    private readonly BigInteger _b;

    private EllipticCurve(ECCurve curve, int length, string prime, string b)
    {
        (Curve, _length) = (curve, length);
        _prime = new BigInteger(Convert.FromHexString(prime), isUnsigned: true, isBigEndian: true);
        _b = new BigInteger(Convert.FromHexString(b), isUnsigned: true, isBigEndian: true);
    }

    public ECCurve Curve { get; }

    /// <summary>The public key of a pair, in compressed form.</summary>
    public static byte[] Compress(ECDsa pair)
    {
        var point = pair.ExportParameters(includePrivateParameters: false).Q;
        return [(byte)(2 + (point.Y![^1] & 1)), .. point.X!];
    }

    /// <summary>The key that verifies.</summary>
    /// <exception cref="CryptographicException">Not a point of the curve.</exception>
    public ECDsa Decompress(ReadOnlySpan<byte> compressed)
    {
        if (compressed.Length != _length + 1 || compressed[0] is not (2 or 3))
        {
            throw new CryptographicException("Not a compressed point.");
        }

        var x = new BigInteger(compressed[1..], isUnsigned: true, isBigEndian: true);
        if (x >= _prime)
        {
            throw new CryptographicException("Not a coordinate of the curve.");
        }

        // y² = x³ - 3x + b; both primes are 3 modulo 4, so the root is a power.
        var square = (BigInteger.ModPow(x, 3, _prime) - (3 * x) + _b + (3 * _prime)) % _prime;
        var y = BigInteger.ModPow(square, (_prime + 1) / 4, _prime);
        if (BigInteger.ModPow(y, 2, _prime) != square)
        {
            throw new CryptographicException("Not a point of the curve.");
        }

        if (!y.IsEven != (compressed[0] == 3))
        {
            y = _prime - y;
        }

        return ECDsa.Create(new ECParameters { Curve = Curve, Q = new ECPoint { X = compressed[1..].ToArray(), Y = Bytes(y) } });
    }

    private byte[] Bytes(BigInteger number)
    {
        var bytes = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[_length - bytes.Length], .. bytes];
    }
}
