using System.Buffers.Binary;
using System.Security.Cryptography;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Encryption.Message;

/// <summary>
/// Plaintext that may not be seen yet: encrypted under a key that lives as long as this, in memory and, when it is much, in a
/// file that goes when it is closed.
/// </summary>
internal sealed class HeldPlaintext : WriteOnlyStream
{
    private const int BlockLength = 64 << 10;
    private const int MaxInMemory = 8 << 20;

    private readonly AesGcm _aes;
    private readonly byte[] _block = SecretPool.Rent(BlockLength);
    private readonly byte[] _sealed = SecretPool.Rent(BlockLength + AlgorithmSuite.TagLength);
    private Stream _store = new MemoryStream();
    private ulong _blocks;
    private int _filled;

    public HeldPlaintext()
    {
        using var key = new SecretBytes(32);
        RandomNumberGenerator.Fill(key.Span);
        _aes = new AesGcm(key.Span, AlgorithmSuite.TagLength);
    }

    /// <summary>Lets the plaintext go.</summary>
    public async Task ReleaseAsync(Stream destination, CancellationToken cancellationToken)
    {
        var (whole, last) = (_blocks, _filled);
        await SealAsync(cancellationToken);
        _store.Position = 0;
        for (ulong block = 0; block <= whole; block++)
        {
            var length = block < whole ? BlockLength : last;
            await _store.ReadExactlyAsync(_sealed.AsMemory(0, length + AlgorithmSuite.TagLength), cancellationToken);
            _aes.Decrypt(Iv(block), _sealed.AsSpan(0, length), _sealed.AsSpan(length, AlgorithmSuite.TagLength), _block.AsSpan(0, length));
            await destination.WriteAsync(_block.AsMemory(0, length), cancellationToken);
        }
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            var step = Math.Min(buffer.Length, BlockLength - _filled);
            buffer[..step].CopyTo(_block.AsMemory(_filled));
            buffer = buffer[step..];
            if ((_filled += step) == BlockLength)
            {
                await SealAsync(cancellationToken);
            }
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _aes.Dispose();
            _store.Dispose();
            SecretPool.Return(_block);
            SecretPool.Return(_sealed);
        }

        base.Dispose(disposing);
    }

    private async ValueTask SealAsync(CancellationToken cancellationToken)
    {
        _aes.Encrypt(Iv(_blocks++), _block.AsSpan(0, _filled), _sealed.AsSpan(0, _filled), _sealed.AsSpan(_filled, AlgorithmSuite.TagLength));
        if (_store is MemoryStream { Length: > MaxInMemory } memory)
        {
            _store = TemporaryFile();
            memory.Position = 0;
            await memory.CopyToAsync(_store, cancellationToken);
        }

        await _store.WriteAsync(_sealed.AsMemory(0, _filled + AlgorithmSuite.TagLength), cancellationToken);
        _filled = 0;
    }

    private static FileStream TemporaryFile() => new(
        Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()),
        new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None,
            Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
        });

    private static byte[] Iv(ulong block)
    {
        var iv = new byte[AlgorithmSuite.IvLength];
        BinaryPrimitives.WriteUInt64BigEndian(iv.AsSpan(4), block);
        return iv;
    }
}
