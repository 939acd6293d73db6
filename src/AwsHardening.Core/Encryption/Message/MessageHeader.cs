namespace AwsHardening.Core.Encryption.Message;

/// <summary>What stands before the body (AWS Encryption SDK Developer Guide: message format reference).</summary>
internal sealed record MessageHeader
{
    public required AlgorithmSuite Suite { get; init; }

    public required byte[] MessageId { get; init; }

    /// <summary>Authenticated, not secret.</summary>
    public required IReadOnlyDictionary<string, string> Context { get; init; }

    public required IReadOnlyList<EncryptedDataKey> DataKeys { get; init; }

    /// <summary>Bytes of plaintext in a frame; 0 for a body that is not framed.</summary>
    public required uint FrameLength { get; init; }

    /// <summary>What the header commits to; empty in version 1.</summary>
    public byte[] Commitment { get; init; } = [];

    public bool IsFramed => FrameLength > 0;
}
