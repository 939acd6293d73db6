using System.Security.Cryptography;

namespace AwsHardening.Core.Encryption.Message;

/// <summary>Bytes that nobody may find in memory later: pinned, so that the collector leaves no copies, and wiped when disposed of.</summary>
internal sealed class SecretBytes : IDisposable
{
    private readonly byte[] _bytes;
    private bool _wiped;

    public SecretBytes(int length) => _bytes = GC.AllocateUninitializedArray<byte>(length, pinned: true);

    /// <summary>A copy of bytes; the caller wipes its own.</summary>
    public SecretBytes(ReadOnlySpan<byte> bytes)
        : this(bytes.Length) => bytes.CopyTo(_bytes);

    public int Length => _bytes.Length;

    /// <summary>The bytes.</summary>
    /// <exception cref="ObjectDisposedException">They were wiped.</exception>
    public Span<byte> Span
    {
        get
        {
            ObjectDisposedException.ThrowIf(_wiped, this);
            return _bytes;
        }
    }

    /// <summary>A copy with a life of its own.</summary>
    public SecretBytes Copy() => new(Span);

    public void Dispose()
    {
        _wiped = true;
        CryptographicOperations.ZeroMemory(_bytes);
    }
}
