namespace AwsHardening.Core.Encryption.Message;

/// <summary>The bytes of a message as they come, with some that were read ahead.</summary>
internal sealed class MessageSource(Stream stream) : IDisposable
{
    private const int FirstRead = 16 << 10;

    private byte[] _ahead = SecretPool.Rent(FirstRead);
    private int _from;
    private int _to;

    /// <summary>Reads the header.</summary>
    public async ValueTask<ParsedHeader> ReadHeaderAsync(HeaderLimits limits, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await stream.ReadAsync(_ahead.AsMemory(_to), cancellationToken);
            _to += read;
            if (HeaderParser.Parse(_ahead.AsSpan(0, _to), limits) is { } parsed)
            {
                _from = parsed.Length;
                return parsed;
            }

            if (read == 0)
            {
                throw MessageException.Truncated("within the header");
            }

            if (_to == _ahead.Length)
            {
                Grow();
            }
        }
    }

    /// <summary>Fills memory, as far as the message goes.</summary>
    /// <returns>The bytes read: fewer than asked for at the end alone.</returns>
    public async ValueTask<int> ReadAsync(Memory<byte> into, CancellationToken cancellationToken)
    {
        var ready = Math.Min(_to - _from, into.Length);
        _ahead.AsMemory(_from, ready).CopyTo(into);
        _from += ready;
        return ready == into.Length ? ready : ready + await stream.ReadAtLeastAsync(
            into[ready..], into.Length - ready, throwOnEndOfStream: false, cancellationToken);
    }

    /// <summary>Puts bytes back that were read and belong to what follows; all that was put back before has been read again.</summary>
    public void PutBack(ReadOnlySpan<byte> bytes)
    {
        var rest = _to - _from;
        if (bytes.Length + rest > _ahead.Length)
        {
            var larger = SecretPool.Rent(bytes.Length + rest);
            _ahead.AsSpan(_from, rest).CopyTo(larger.AsSpan(bytes.Length));
            SecretPool.Return(_ahead);
            _ahead = larger;
        }
        else
        {
            Buffer.BlockCopy(_ahead, _from, _ahead, bytes.Length, rest);
        }

        bytes.CopyTo(_ahead);
        (_from, _to) = (0, bytes.Length + rest);
    }

    public void Dispose() => SecretPool.Return(_ahead);

    private void Grow()
    {
        var larger = SecretPool.Rent(_ahead.Length * 2);
        _ahead.AsSpan(0, _to).CopyTo(larger);
        SecretPool.Return(_ahead);
        _ahead = larger;
    }
}
