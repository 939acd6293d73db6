using System.Security.Cryptography;

namespace AwsHardening.Core.Encryption.Message;

/// <summary>Fills bytes at random.</summary>
internal delegate void FillRandom(Span<byte> bytes);

/// <summary>How a message is made.</summary>
internal sealed record EncryptOptions
{
    /// <summary>64 KiB: see docs/decisions/0022-encryption-format.md.</summary>
    public const int DefaultFrameLength = 64 << 10;

    /// <summary>Larger frames gain nothing, and every reader must hold one whole.</summary>
    public const int MaxFrameLength = 16 << 20;

    /// <summary>Bytes of plaintext in a frame.</summary>
    public int FrameLength { get; init; } = DefaultFrameLength;

    /// <summary>How many frames are worked on at once, in batches.</summary>
    public int MaxDegreeOfParallelism { get; init; } = Environment.ProcessorCount;

    /// <summary>Where message ids come from.</summary>
    public FillRandom Random { get; init; } = RandomNumberGenerator.Fill;
}
