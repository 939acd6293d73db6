using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Wire;

/// <summary>Writes the account's JSON as CBOR (RFC 8949), by the shapes of a model: times with tag 1, floats in 64 bits.</summary>
internal sealed class CborWriter
{
    private readonly ArrayBufferWriter<byte> _body = new();

    public static byte[] Write(Shape? shape, JsonObject value)
    {
        var writer = new CborWriter();
        writer.Members(shape, value);
        return writer._body.WrittenSpan.ToArray();
    }

    /// <summary>An error: its type, its message, and the members that its shape has besides.</summary>
    public static byte[] WriteError(string type, Shape? shape, AwsErrorException error)
    {
        var body = new JsonObject { ["__type"] = type };
        if (error.Message.Length > 0)
        {
            body[(shape?.Find("Message") ?? shape?.Find("message"))?.Name ?? "message"] = error.Message;
        }

        foreach (var (name, value) in error.Details ?? [])
        {
            body[name] = value?.DeepClone();
        }

        return Write(shape: null, body);
    }

    private void Members(Shape? shape, JsonObject value)
    {
        var members = value.Where(member => member.Value is not null
            && (shape is null || shape.Kind == ShapeKind.Map || shape.Find(member.Key) is not null)).ToList();
        Head(5, (ulong)members.Count);
        foreach (var (name, item) in members)
        {
            Text(name);
            Value(shape?.Kind == ShapeKind.Map ? shape.Value : shape?.Find(name), item!);
        }
    }

    private void Value(ShapeMember? place, JsonNode value)
    {
        switch (value)
        {
            case JsonObject map:
                Members(place?.Shape, map);
                break;
            case JsonArray list:
                Head(4, (ulong)list.Count);
                foreach (var item in list)
                {
                    Value(place?.Shape.Item, item!);
                }

                break;
            default:
                Scalar(place?.Shape.Kind, value);
                break;
        }
    }

    private void Scalar(ShapeKind? kind, JsonNode value)
    {
        switch (kind, value.GetValueKind())
        {
            case (ShapeKind.Timestamp, _):
                Head(6, 1);
                Double((double)Timestamps.ToSeconds(Timestamps.FromModel(value)));
                break;
            case (ShapeKind.Blob, _):
                var bytes = Convert.FromBase64String(value.GetValue<string>());
                Head(2, (ulong)bytes.Length);
                _body.Write(bytes);
                break;
            case (ShapeKind.Float, JsonValueKind.String):
                Double(value.GetValue<string>() switch { "NaN" => double.NaN, "Infinity" => double.PositiveInfinity, _ => double.NegativeInfinity });
                break;
            case (_, JsonValueKind.True or JsonValueKind.False):
                _body.Write([value.GetValueKind() == JsonValueKind.True ? (byte)0xf5 : (byte)0xf4]);
                break;
            case (ShapeKind.Float, JsonValueKind.Number):
                Double(double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture));
                break;
            case (_, JsonValueKind.Number):
                var number = Scalars.Decimal(value);
                if (number != decimal.Truncate(number))
                {
                    Double((double)number);
                }
                else
                {
                    Head(number < 0 ? 1 : 0, (ulong)(number < 0 ? -1 - number : number));
                }

                break;
            default:
                Text(value.GetValue<string>());
                break;
        }
    }

    private void Text(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Head(3, (ulong)bytes.Length);
        _body.Write(bytes);
    }

    private void Double(double number)
    {
        Span<byte> bytes = stackalloc byte[9];
        bytes[0] = 0xfb;
        BinaryPrimitives.WriteDoubleBigEndian(bytes[1..], number);
        _body.Write(bytes);
    }

    private void Head(int major, ulong argument)
    {
        Span<byte> bytes = stackalloc byte[9];
        var (info, size) = argument switch
        {
            < 24 => ((int)argument, 0),
            <= byte.MaxValue => (24, 1),
            <= ushort.MaxValue => (25, 2),
            <= uint.MaxValue => (26, 4),
            _ => (27, 8),
        };
        bytes[0] = (byte)((major << 5) | info);
        for (var i = 0; i < size; i++)
        {
            bytes[1 + i] = (byte)(argument >> (8 * (size - 1 - i)));
        }

        _body.Write(bytes[..(size + 1)]);
    }
}
