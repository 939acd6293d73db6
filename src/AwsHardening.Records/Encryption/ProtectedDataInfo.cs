namespace AwsHardening;

/// <summary>What the header of an encrypted message says. It is not authenticated: that takes its data key.</summary>
public sealed record ProtectedDataInfo
{
    /// <summary>The file; null for what was not one.</summary>
    public string? Path { get; init; }

    /// <summary>The version of the AWS Encryption SDK's message format, 1 or 2.</summary>
    public required int FormatVersion { get; init; }

    /// <summary>The algorithm suite, such as <c>0x0478</c>.</summary>
    public required string AlgorithmSuite { get; init; }

    /// <summary>True when the header commits to one data key.</summary>
    public required bool KeyCommitment { get; init; }

    /// <summary>True when the message ends with a signature.</summary>
    public required bool Signed { get; init; }

    /// <summary>The message's id in hexadecimal.</summary>
    public required string MessageId { get; init; }

    /// <summary>Names and values that are authenticated with the message and not secret.</summary>
    public required IReadOnlyDictionary<string, string> EncryptionContext { get; init; }

    /// <summary>Its encrypted data keys.</summary>
    public required IReadOnlyList<ProtectedDataKey> DataKeys { get; init; }

    /// <summary>The stored data key that it was made with, such as <c>application</c>; null for none.</summary>
    public string? DataKeyId { get; init; }

    /// <summary>The version of that data key.</summary>
    public int? DataKeyVersion { get; init; }

    /// <summary>Bytes of plaintext in a frame; 0 for a body that is not framed.</summary>
    public required long FrameLength { get; init; }

    /// <summary>Bytes of the header.</summary>
    public required int HeaderLength { get; init; }
}

/// <summary>One of the encrypted data keys of a message.</summary>
public sealed record ProtectedDataKey
{
    /// <summary>Who can decrypt it: <c>aws-kms</c>, or the namespace of a raw key.</summary>
    public required string Provider { get; init; }

    /// <summary>The ARN of the KMS key, or the name of the raw key.</summary>
    public required string Key { get; init; }
}
