using System.Buffers.Binary;
using System.Security.Cryptography;

namespace AwsHardening.Core.Encryption.Message;

/// <summary>What the batches of one message that is being read share.</summary>
internal sealed class DecryptState(MessageSource source, Stream destination, MessageKey key, int frameLength, IncrementalHash? hash)
{
    public MessageSource Source { get; } = source;

    public Stream Destination { get; } = destination;

    public MessageKey Key { get; } = key;

    public int FrameLength { get; } = frameLength;

    public IncrementalHash? Hash { get; } = hash;

    /// <summary>The sequence number that comes next.</summary>
    public uint Next { get; set; } = 1;
}

/// <summary>A batch of frames on its way from message to plaintext.</summary>
internal sealed class DecryptBatch : IBatch
{
    private readonly DecryptState _state;
    private readonly FrameCipher _cipher;
    private readonly byte[] _frames;
    private readonly byte[] _plaintext;
    private readonly int _capacity;
    private uint _first;
    private int _length;
    private int _written;
    private bool _isLast;

    public DecryptBatch(DecryptState state)
    {
        var count = FrameBatch.Frames(state.FrameLength);
        _state = state;
        _cipher = new FrameCipher(state.Key);
        // Whole frames, with room for a final one, which has a longer beginning.
        _capacity = (count * (state.FrameLength + FrameCipher.Overhead)) + FrameCipher.FinalOverhead;
        _frames = SecretPool.Rent(_capacity);
        _plaintext = SecretPool.Rent((count + 1) * state.FrameLength);
    }

    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        var read = await _state.Source.ReadAsync(_frames.AsMemory(0, _capacity), cancellationToken);
        Divide(read);
        _state.Source.PutBack(_frames.AsSpan(_length, read - _length));
        return !_isLast;
    }

    public void Work() =>
        _written = FrameBatch.Decrypt(_cipher, _first, _state.FrameLength, _isLast, _frames.AsSpan(0, _length), _plaintext);

    public ValueTask WriteAsync(CancellationToken cancellationToken)
    {
        _state.Hash?.AppendData(_frames, 0, _length);
        return _state.Destination.WriteAsync(_plaintext.AsMemory(0, _written), cancellationToken);
    }

    public void Dispose()
    {
        _cipher.Dispose();
        SecretPool.Return(_frames);
        SecretPool.Return(_plaintext);
    }

    // Finds the frames in what was read: no more than that, their tags come later.
    private void Divide(int read)
    {
        (_first, _length, _isLast) = (_state.Next, 0, false);
        var regular = _state.FrameLength + FrameCipher.Overhead;
        while (!_isLast)
        {
            var rest = _frames.AsSpan(_length, read - _length);
            var length = rest.Length < 4 ? int.MaxValue
                : BinaryPrimitives.ReadUInt32BigEndian(rest) != FrameCipher.EndMark ? regular
                : rest.Length < FrameCipher.FinalPrefix ? int.MaxValue
                : FinalLength(rest);
            if (length > rest.Length)
            {
                if (read < _capacity)
                {
                    throw MessageException.Truncated($"within frame {_state.Next}");
                }

                return;
            }

            _isLast = BinaryPrimitives.ReadUInt32BigEndian(rest) == FrameCipher.EndMark;
            var sequence = BinaryPrimitives.ReadUInt32BigEndian(_isLast ? rest[4..] : rest);
            if (sequence != _state.Next)
            {
                throw new MessageException(MessageFault.Reordered, $"Frame {sequence} of the message stands where frame {_state.Next} should.");
            }

            _length += length;
            _state.Next++;
        }
    }

    private int FinalLength(ReadOnlySpan<byte> frame)
    {
        var content = BinaryPrimitives.ReadUInt32BigEndian(frame[(FrameCipher.FinalPrefix - 4)..]);
        return content <= _state.FrameLength ? (int)content + FrameCipher.FinalOverhead : throw new MessageException(
            MessageFault.FrameAltered, $"Frame {_state.Next} of the message was altered: it says it is longer than its header's frames are.");
    }
}
