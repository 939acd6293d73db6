namespace AwsHardening;

/// <summary>Whether an encrypted message is whole and unaltered.</summary>
public sealed record ProtectedDataTest
{
    /// <summary>The file; null for what was not one.</summary>
    public string? Path { get; init; }

    /// <summary>True when every frame, and the signature where there is one, was verified to the end.</summary>
    public required bool IsValid { get; init; }

    /// <summary>What is wrong, such as Truncated, FrameAltered, Reordered or Extended; null when nothing is.</summary>
    public string? Fault { get; init; }

    /// <summary>What is wrong, in a sentence.</summary>
    public string? Reason { get; init; }

    /// <summary>Bytes of plaintext that were verified.</summary>
    public long PlaintextLength { get; init; }
}
