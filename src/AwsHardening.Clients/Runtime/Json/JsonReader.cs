using System.Globalization;
using System.Text.Json;
using AwsHardening.Clients.Runtime.Shapes;

namespace AwsHardening.Clients.Runtime.Json;

/// <summary>Reads values from JSON. What the model does not know is skipped.</summary>
internal static class JsonReader
{
    /// <summary>Fills a structure from the object at which the reader stands.</summary>
    public static void ReadMembers(ref Utf8JsonReader reader, StructureShape shape, object structure)
    {
        var members = shape.ByJsonName;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var known = members.TryGetValue(reader.GetString()!, out var member);
            reader.Read();
            if (!known)
            {
                reader.Skip();
            }
            else if (reader.TokenType != JsonTokenType.Null)
            {
                member!.Set(structure, ReadValue(ref reader, member.Shape, member.Format));
            }
        }
    }

    /// <summary>Reads the value at which the reader stands.</summary>
    public static object? ReadValue(ref Utf8JsonReader reader, Shape shape, TimestampFormat format = TimestampFormat.Default)
    {
        if (shape.Type == ShapeType.Document)
        {
            return JsonDocumentReader.Read(ref reader);
        }

        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        switch (shape)
        {
            case StructureShape structure:
                var value = structure.Create();
                ReadMembers(ref reader, structure, value);
                return value;
            case ListShape list:
                return ReadList(ref reader, list);
            case MapShape map:
                return ReadMap(ref reader, map);
            default:
                return ReadScalar(ref reader, shape, format);
        }
    }

    private static System.Collections.IList ReadList(ref Utf8JsonReader reader, ListShape list)
    {
        var values = list.Create();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (ReadValue(ref reader, list.Element) is { } value)
            {
                values.Add(value);
            }
            else if (list.Sparse)
            {
                values.Add(null);
            }
        }

        return values;
    }

    private static System.Collections.IDictionary ReadMap(ref Utf8JsonReader reader, MapShape map)
    {
        var values = map.Create();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = reader.GetString()!;
            reader.Read();
            if (ReadValue(ref reader, map.Value) is { } value)
            {
                values[key] = value;
            }
            else if (map.Sparse)
            {
                values[key] = null;
            }
        }

        return values;
    }

    private static object ReadScalar(ref Utf8JsonReader reader, Shape shape, TimestampFormat format)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            var text = reader.GetString()!;
            return shape.Type == ShapeType.Timestamp
                ? Scalars.ReadTimestamp(text, Scalars.Format(format, shape, TimestampFormat.UnixSeconds))
                : Scalars.Read(shape, text);
        }

        return shape.Type switch
        {
            ShapeType.Boolean => reader.GetBoolean(),
            ShapeType.Integer => reader.TryGetInt32(out var number) ? number : (int)reader.GetDouble(),
            ShapeType.Long => reader.TryGetInt64(out var number) ? number : (long)reader.GetDouble(),
            ShapeType.Float => reader.GetSingle(),
            ShapeType.Double => reader.GetDouble(),
            ShapeType.Timestamp => Scalars.ReadTimestamp(
                decimal.Parse(reader.ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture),
                Scalars.Format(format, shape, TimestampFormat.UnixSeconds)),
            _ => throw new JsonException($"A {shape.Type} cannot be read from a {reader.TokenType}."),
        };
    }
}
