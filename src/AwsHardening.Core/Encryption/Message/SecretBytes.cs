namespace AwsHardening.Core.Encryption.Message;

/// <summary>
/// Bytes that nobody may find in memory later: pinned, so that the collector leaves no copies, wiped when disposed of, and only
/// then used again.
/// </summary>
internal sealed class SecretBytes : IDisposable
{
    private byte[]? _bytes;

    public SecretBytes(int length) => (_bytes, Length) = (SecretPool.Rent(length), length);

    /// <summary>A copy of bytes; the caller wipes its own.</summary>
    public SecretBytes(ReadOnlySpan<byte> bytes)
        : this(bytes.Length) => bytes.CopyTo(_bytes);

    public int Length { get; }

    /// <summary>The bytes.</summary>
    /// <exception cref="ObjectDisposedException">They were wiped.</exception>
    public Span<byte> Span => (_bytes ?? throw new ObjectDisposedException(nameof(SecretBytes))).AsSpan(0, Length);

    /// <summary>A copy with a life of its own.</summary>
    public SecretBytes Copy() => new(Span);

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _bytes, null) is { } bytes)
        {
            SecretPool.Return(bytes);
        }
    }
}
