using System.Globalization;
using System.Text;

namespace AwsHardening.Sandbox.Hosting;

/// <summary>Reads HTTP/1.1 from a stream: lines, exact counts, chunks.</summary>
internal sealed class HttpReader(Stream stream)
{
    private const int MaxLine = 64 * 1024;
    private const int MaxBody = 64 * 1024 * 1024;

    private readonly byte[] _buffer = new byte[16 * 1024];
    private int _start;
    private int _end;

    /// <summary>A line without its end; null where the stream ends before it begins.</summary>
    public async Task<string?> ReadLineAsync(CancellationToken token)
    {
        var line = new MemoryStream();
        while (line.Length < MaxLine)
        {
            if (_start == _end && !await FillAsync(token))
            {
                return line.Length == 0 ? null : throw new HttpFormatException("The request ends in the middle of a line.");
            }

            int at = Array.IndexOf(_buffer, (byte)'\n', _start, _end - _start);
            int end = at < 0 ? _end : at;
            line.Write(_buffer, _start, end - _start);
            _start = at < 0 ? _end : at + 1;
            if (at >= 0)
            {
                return Encoding.UTF8.GetString(line.ToArray()).TrimEnd('\r');
            }
        }

        throw new HttpFormatException("A line of the request is too long.");
    }

    public async Task<byte[]> ReadBodyAsync(IReadOnlyDictionary<string, string> headers, CancellationToken token)
    {
        if (headers.TryGetValue("Transfer-Encoding", out string? coding))
        {
            return coding.Equals("chunked", StringComparison.OrdinalIgnoreCase)
                ? await ReadChunksAsync(token)
                : throw new HttpFormatException($"The transfer coding {coding} is not supported.");
        }

        return headers.TryGetValue("Content-Length", out string? length) ? await ReadExactlyAsync(Size(length, 10), token) : [];
    }

    private async Task<byte[]> ReadChunksAsync(CancellationToken token)
    {
        var body = new MemoryStream();
        while (true)
        {
            string line = await ReadLineAsync(token) ?? throw new HttpFormatException("The request ends before its last chunk.");
            int size = Size(line.Split(';')[0].Trim(), 16);
            if (size == 0)
            {
                while (await ReadLineAsync(token) is { Length: > 0 })
                {
                    // Trailers say nothing that a service reads.
                }

                return body.ToArray();
            }

            body.Write(await ReadExactlyAsync(size, token));
            if (body.Length > MaxBody)
            {
                throw new HttpFormatException("The body is too large.");
            }

            await ReadLineAsync(token);
        }
    }

    private async Task<byte[]> ReadExactlyAsync(int count, CancellationToken token)
    {
        var body = new byte[count];
        int read = 0;
        while (read < count)
        {
            if (_start == _end && !await FillAsync(token))
            {
                throw new HttpFormatException("The request ends in the middle of its body.");
            }

            int taken = Math.Min(count - read, _end - _start);
            Array.Copy(_buffer, _start, body, read, taken);
            _start += taken;
            read += taken;
        }

        return body;
    }

    private static int Size(string text, int radix) =>
        int.TryParse(text, radix == 16 ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out int size)
        && size is >= 0 and <= MaxBody
            ? size
            : throw new HttpFormatException($"'{text}' is no size of a body that this server takes.");

    private async Task<bool> FillAsync(CancellationToken token)
    {
        _start = 0;
        _end = await stream.ReadAsync(_buffer, token);
        return _end > 0;
    }
}
