namespace AwsHardening.Core.Encryption.Message;

/// <summary>Finds the data key of a message; the caller of the reader does not wipe it, the reader does.</summary>
/// <param name="header">The header, not yet authenticated: that takes the key.</param>
/// <param name="cancellationToken">Stops the search.</param>
/// <exception cref="MessageException">There is none.</exception>
internal delegate ValueTask<SecretBytes> FindDataKey(MessageHeader header, CancellationToken cancellationToken);

/// <summary>How a message is read.</summary>
internal sealed record DecryptOptions
{
    public HeaderLimits Limits { get; init; } = new();

    /// <summary>Pairs that the message must carry; it may carry more.</summary>
    public IReadOnlyDictionary<string, string> RequiredContext { get; init; } = EncryptionContext.Empty;

    /// <summary>
    /// Whether the destination is thrown away where reading fails, such as a file that is renamed when whole. If not, the
    /// plaintext of a signed message is held back until the signature is verified.
    /// </summary>
    public bool DestinationIsStaged { get; init; }

    /// <summary>How many batches of frames are worked on at once.</summary>
    public int MaxDegreeOfParallelism { get; init; } = Environment.ProcessorCount;
}
