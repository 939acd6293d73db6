using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Wire;

/// <summary>
/// Reads CBOR (RFC 8949) into JSON: byte strings as base 64, times (tag 1) as seconds since 1970, and numbers that JSON does not
/// have as the texts that AWS's JSON protocols send for them.
/// </summary>
internal sealed class CborReader
{
    private const int Break = -1;
    private const int MaxDepth = 64;

    private readonly byte[] _body;
    private int _at;
    private int _depth;

    private CborReader(byte[] body) => _body = body;

    /// <summary>Reads a map; an empty body counts as an empty one.</summary>
    /// <exception cref="FormatException">The body is no CBOR map.</exception>
    public static JsonObject ReadObject(byte[] body)
    {
        if (body.Length == 0)
        {
            return [];
        }

        var reader = new CborReader(body);
        var value = reader.Value() as JsonObject ?? throw new FormatException("The body is no CBOR map.");
        return reader._at == body.Length ? value : throw new FormatException("The body goes on after its map.");
    }

    private JsonNode? Value()
    {
        if (_depth++ > MaxDepth)
        {
            throw new FormatException("The body is nested too deeply.");
        }

        var (major, info) = Head();
        JsonNode? value = major switch
        {
            0 => Parsed(Argument(info)),
            1 => Parsed(-1m - Argument(info)),
            2 => Convert.ToBase64String(Bytes(2, info)),
            3 => Encoding.UTF8.GetString(Bytes(3, info)),
            4 => Items(info),
            5 => Map(info),
            // A time is the only tag that AWS's protocol has; of others the content counts.
            6 => Tagged(Argument(info)),
            _ => Simple(info),
        };
        _depth--;
        return value;
    }

    private JsonNode? Tagged(ulong tag)
    {
        var value = Value();
        return tag != 1 || value?.GetValueKind() == System.Text.Json.JsonValueKind.Number
            ? value : throw new FormatException("A time is no number.");
    }

    private JsonArray Items(int info)
    {
        var items = new JsonArray();
        for (var left = Length(info); left != 0 && !Ends(left); left = Next(left))
        {
            items.Add(Value());
        }

        return items;
    }

    private JsonObject Map(int info)
    {
        var map = new JsonObject();
        for (var left = Length(info); left != 0 && !Ends(left); left = Next(left))
        {
            var (major, key) = Head();
            var name = major == 3 ? Encoding.UTF8.GetString(Bytes(3, key)) : throw new FormatException("A name is no text.");
            map[name] = Value();
        }

        return map;
    }

    private JsonNode? Simple(int info) => info switch
    {
        20 => JsonValue.Create(false),
        21 => JsonValue.Create(true),
        22 or 23 => null,
        25 => Number((double)BitConverter.UInt16BitsToHalf(BinaryPrimitives.ReadUInt16BigEndian(Take(2)))),
        26 => Number(BinaryPrimitives.ReadSingleBigEndian(Take(4))),
        27 => Number(BinaryPrimitives.ReadDoubleBigEndian(Take(8))),
        _ => throw new FormatException($"The body has the unknown simple value {info}."),
    };

    private static JsonNode Number(double number) => double.IsFinite(number) ? Parsed(number)
        : double.IsNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity";

    // Parsed JSON gives its value as any type of number.
    private static JsonNode Parsed(IFormattable number) => JsonNode.Parse(number.ToString(null, CultureInfo.InvariantCulture))!;

    // A string may come in pieces, each with a length.
    private byte[] Bytes(int major, int info)
    {
        if (info != 31)
        {
            return Take(Length(info)).ToArray();
        }

        var whole = new MemoryStream();
        while (!Ends(Break))
        {
            var (piece, length) = Head();
            whole.Write(piece == major && length != 31 ? Take(Length(length)) : throw new FormatException("A piece of a string is none."));
        }

        return whole.ToArray();
    }

    private int Length(int info) => info == 31 ? Break : Argument(info) is var length && length <= (ulong)(_body.Length - _at)
        ? (int)length : throw new FormatException("The body ends too early.");

    private static int Next(int left) => left == Break ? Break : left - 1;

    private bool Ends(int left)
    {
        if (left != Break)
        {
            return false;
        }

        if (_at < _body.Length && _body[_at] == 0xff)
        {
            _at++;
            return true;
        }

        return false;
    }

    private (int Major, int Info) Head()
    {
        var head = Take(1)[0];
        return (head >> 5, head & 31);
    }

    private ulong Argument(int info) => info switch
    {
        < 24 => (ulong)info,
        24 => Take(1)[0],
        25 => BinaryPrimitives.ReadUInt16BigEndian(Take(2)),
        26 => BinaryPrimitives.ReadUInt32BigEndian(Take(4)),
        27 => BinaryPrimitives.ReadUInt64BigEndian(Take(8)),
        _ => throw new FormatException($"The body has the unknown length {info}."),
    };

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _body.Length - _at)
        {
            throw new FormatException("The body ends too early.");
        }

        _at += count;
        return _body.AsSpan(_at - count, count);
    }
}
