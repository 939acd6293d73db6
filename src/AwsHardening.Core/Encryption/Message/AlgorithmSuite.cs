using System.Security.Cryptography;

namespace AwsHardening.Core.Encryption.Message;

/// <summary>An algorithm suite of the AWS Encryption SDK (AWS Encryption SDK Developer Guide: algorithms reference).</summary>
/// <param name="Id">Its two bytes in the header.</param>
/// <param name="Version">The version of the message format that it belongs to.</param>
/// <param name="KeyLength">Bytes of the data key and of the derived key.</param>
/// <param name="Kdf">The hash under HKDF; null where the data key itself encrypts.</param>
/// <param name="Curve">The curve of the signature; null for unsigned messages.</param>
/// <param name="Hash">The hash that is signed.</param>
internal sealed record AlgorithmSuite(
    ushort Id, int Version, int KeyLength, HashAlgorithmName? Kdf, EllipticCurve? Curve, HashAlgorithmName Hash)
{
    public const int IvLength = 12;
    public const int TagLength = 16;
    public const int CommitmentLength = 32;

    /// <summary>Key commitment, no signature: what messages are written with unless told otherwise.</summary>
    public static readonly AlgorithmSuite Committing = new(0x0478, 2, 32, HashAlgorithmName.SHA512, null, HashAlgorithmName.SHA384);

    /// <summary>Key commitment and a signature.</summary>
    public static readonly AlgorithmSuite CommittingSigned =
        new(0x0578, 2, 32, HashAlgorithmName.SHA512, EllipticCurve.P384, HashAlgorithmName.SHA384);

    public static readonly IReadOnlyList<AlgorithmSuite> All =
    [
        Committing,
        CommittingSigned,
        new(0x0378, 1, 32, HashAlgorithmName.SHA384, EllipticCurve.P384, HashAlgorithmName.SHA384),
        new(0x0346, 1, 24, HashAlgorithmName.SHA384, EllipticCurve.P384, HashAlgorithmName.SHA384),
        new(0x0214, 1, 16, HashAlgorithmName.SHA256, EllipticCurve.P256, HashAlgorithmName.SHA256),
        new(0x0178, 1, 32, HashAlgorithmName.SHA256, null, HashAlgorithmName.SHA256),
        new(0x0146, 1, 24, HashAlgorithmName.SHA256, null, HashAlgorithmName.SHA256),
        new(0x0114, 1, 16, HashAlgorithmName.SHA256, null, HashAlgorithmName.SHA256),
        new(0x0078, 1, 32, null, null, HashAlgorithmName.SHA256),
        new(0x0046, 1, 24, null, null, HashAlgorithmName.SHA256),
        new(0x0014, 1, 16, null, null, HashAlgorithmName.SHA256),
    ];

    /// <summary>True when the header proves which data key the message was made with.</summary>
    public bool Commits => Version == 2;

    public bool IsSigned => Curve is not null;

    /// <summary>Bytes of the message id.</summary>
    public int MessageIdLength => Version == 2 ? 32 : 16;

    /// <summary>Bytes that authenticate the header: the tag, before it in version 1 its IV.</summary>
    public int HeaderAuthLength => Version == 2 ? TagLength : IvLength + TagLength;

    /// <summary>As AWS writes it.</summary>
    public string Name => $"0x{Id:X4}";

    /// <summary>The suite of an id, or null.</summary>
    public static AlgorithmSuite? Find(ushort id) => All.FirstOrDefault(suite => suite.Id == id);
}
