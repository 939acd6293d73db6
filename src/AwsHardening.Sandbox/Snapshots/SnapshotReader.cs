using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Snapshots;

/// <summary>Reads a snapshot line by line. What it has given out counts only once it has come to the end without an exception.</summary>
public sealed class SnapshotReader : IDisposable
{
    private readonly StreamReader _lines;
    private readonly SnapshotDigest _digest = new();

    // What gzip says at its very end of how much there is (RFC 1952: ISIZE, modulo 2^32). Without it a file that lost its last bytes
    // alone would pass.
    private readonly uint _size;
    private uint _read;

    private SnapshotReader(Stream stream)
    {
        _size = Size(stream);
        _lines = new StreamReader(new GZipStream(stream, CompressionMode.Decompress), new UTF8Encoding(false));
        var first = Line() ?? throw NotASnapshot();
        _digest.AddLine(first);
        Header = SnapshotHeader.Read(Parse(first) ?? throw NotASnapshot());
    }

    /// <summary>The first line.</summary>
    public SnapshotHeader Header { get; }

    /// <summary>The SHA-256 of the last line in hexadecimal; null before the end.</summary>
    public string? Sha256 { get; private set; }

    /// <summary>Opens a file and reads its first line.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="SnapshotException">No snapshot, or one of another version.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static SnapshotReader Open(string path)
    {
        var file = File.OpenRead(path);
        try
        {
            return new SnapshotReader(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The lines between the first and the last, once.</summary>
    /// <exception cref="SnapshotException">Damaged or truncated, found out by the last line at the latest.</exception>
    public IEnumerable<SnapshotRecord> Records()
    {
        while (Line() is { } text)
        {
            var line = Parse(text) ?? throw Damaged("a line in it is not JSON");
            if (line["footer"] is JsonObject footer)
            {
                Check(footer);
                yield break;
            }

            _digest.AddLine(text);
            var record = line["type"] is JsonValue ? SnapshotRecord.Read(line) : throw Damaged("a line in it names no type");
            _digest.Count(record);
            yield return record;
        }

        throw new SnapshotException(SnapshotFault.Truncated, "it ends before its last line");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _lines.Dispose();
        _digest.Dispose();
    }

    private void Check(JsonObject footer)
    {
        if (Line() is not null)
        {
            throw Damaged("something follows its last line");
        }

        if (_read != _size)
        {
            throw new SnapshotException(SnapshotFault.Truncated, "its last bytes are missing");
        }

        var computed = _digest.ToFooter();
        if (!JsonNode.DeepEquals(Reparsed(computed)["footer"], footer))
        {
            throw Damaged("its content does not match the counts and the SHA-256 of its last line");
        }

        Sha256 = (string?)footer["sha256"];
    }

    private static JsonNode Reparsed(JsonNode node) => JsonNode.Parse(node.ToJsonString())!;

    private static uint Size(Stream stream)
    {
        Span<byte> end = stackalloc byte[sizeof(uint)];
        if (stream.Length < end.Length)
        {
            return 0;
        }

        stream.Seek(-end.Length, SeekOrigin.End);
        stream.ReadExactly(end);
        stream.Seek(0, SeekOrigin.Begin);
        return BinaryPrimitives.ReadUInt32LittleEndian(end);
    }

    private string? Line()
    {
        try
        {
            var line = _lines.ReadLine();
            _read += line is null ? 0 : (uint)Encoding.UTF8.GetByteCount(line) + 1;
            return line;
        }
        catch (InvalidDataException e)
        {
            throw Header is null
                ? NotASnapshot(e)
                : new SnapshotException(SnapshotFault.Damaged, "its compressed data is damaged or cut off", e);
        }
    }

    private static JsonObject? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static SnapshotException Damaged(string how) => new(SnapshotFault.Damaged, how);

    private static SnapshotException NotASnapshot(Exception? inner = null) =>
        new(SnapshotFault.NotASnapshot, "it is not a gzip file of JSON lines", inner);
}
