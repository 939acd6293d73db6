using System.Security.Cryptography;

namespace AwsHardening.Core.Encryption.Message;

/// <summary>What the batches of one message that is being made share.</summary>
internal sealed class EncryptState(Stream source, Stream destination, MessageKey key, int frameLength, IncrementalHash? hash)
{
    public Stream Source { get; } = source;

    public Stream Destination { get; } = destination;

    public MessageKey Key { get; } = key;

    public int FrameLength { get; } = frameLength;

    public IncrementalHash? Hash { get; } = hash;

    /// <summary>The sequence number that comes next.</summary>
    public long Next { get; set; } = 1;

    /// <summary>A byte that was read to see whether there is more; -1 for none.</summary>
    public int Ahead { get; set; } = -1;
}

/// <summary>A batch of frames on its way from plaintext to message.</summary>
internal sealed class EncryptBatch : IBatch
{
    private readonly EncryptState _state;
    private readonly FrameCipher _cipher;
    private readonly int _length;
    private readonly byte[] _plaintext;
    private readonly byte[] _frames;
    private uint _first;
    private int _read;
    private int _written;
    private bool _isLast;

    public EncryptBatch(EncryptState state)
    {
        var count = FrameBatch.Frames(state.FrameLength);
        _state = state;
        _cipher = new FrameCipher(state.Key);
        _length = count * state.FrameLength;
        _plaintext = SecretPool.Rent(_length + 1);
        _frames = SecretPool.Rent((count * (state.FrameLength + FrameCipher.Overhead)) + FrameCipher.FinalOverhead);
    }

    /// <summary>Bytes that a batch takes.</summary>
    public static long Size(int frameLength) => 2L * FrameBatch.Frames(frameLength) * frameLength;

    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        var have = 0;
        if (_state.Ahead >= 0)
        {
            _plaintext[have++] = (byte)_state.Ahead;
        }

        _read = have + await _state.Source.ReadAtLeastAsync(
            _plaintext.AsMemory(have, _length + 1 - have), _length + 1 - have, throwOnEndOfStream: false, cancellationToken);
        _isLast = _read <= _length;
        if (!_isLast)
        {
            _state.Ahead = _plaintext[--_read];
        }

        var frames = Math.Max(1, (_read + _state.FrameLength - 1) / _state.FrameLength);
        if (_state.Next + frames > FrameCipher.EndMark)
        {
            throw new MessageException(
                MessageFault.FrameTooLarge, $"The format has room for 2^32 frames: with frames of {_state.FrameLength} bytes that is too few. Say larger ones.");
        }

        _first = (uint)_state.Next;
        _state.Next += frames;
        return !_isLast;
    }

    public void Work() => _written = FrameBatch.Encrypt(_cipher, _first, _state.FrameLength, _isLast, _plaintext.AsSpan(0, _read), _frames);

    public ValueTask WriteAsync(CancellationToken cancellationToken)
    {
        _state.Hash?.AppendData(_frames, 0, _written);
        return _state.Destination.WriteAsync(_frames.AsMemory(0, _written), cancellationToken);
    }

    public void Dispose()
    {
        _cipher.Dispose();
        SecretPool.Return(_plaintext);
        SecretPool.Return(_frames);
    }
}
