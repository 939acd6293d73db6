using System.Buffers;
using System.Collections;
using System.Text.Json;
using Amazon.Runtime.Documents;
using Amazon.Runtime.Documents.Internal.Transform;
using Amazon.Util;
using AwsHardening.Clients.Runtime.Calls;
using AwsHardening.Clients.Runtime.Shapes;

namespace AwsHardening.Clients.Runtime.Json;

/// <summary>Writes values as JSON.</summary>
internal static class JsonWriter
{
    /// <summary>Writes the body members of a structure as one JSON document.</summary>
    public static byte[] Write(StructureShape shape, object structure)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            WriteStructure(writer, shape, structure);
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Writes a document that is a body of its own.</summary>
    public static byte[] WriteDocument(Document document)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            DocumentMarshaller.Instance.Write(writer, document);
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteStructure(Utf8JsonWriter writer, StructureShape shape, object structure)
    {
        writer.WriteStartObject();
        foreach (var member in shape.Members)
        {
            if (member.Location != MemberLocation.Body)
            {
                continue;
            }

            var value = member.Get(structure) ?? (member.IdempotencyToken ? IdempotencyTokens.Next() : null);
            if (value is not null)
            {
                writer.WritePropertyName(member.LocationName ?? member.Name);
                WriteValue(writer, member.Shape, value, member.Format);
            }
        }

        writer.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter writer, Shape shape, object? value, TimestampFormat format)
    {
        if (value is null)
        {
            writer.WriteNullValue();
            return;
        }

        switch (shape.Type)
        {
            case ShapeType.Structure:
                WriteStructure(writer, (StructureShape)shape, value);
                break;
            case ShapeType.List:
                WriteList(writer, (ListShape)shape, (IList)value);
                break;
            case ShapeType.Map:
                WriteMap(writer, (MapShape)shape, (IDictionary)value);
                break;
            case ShapeType.Boolean:
                writer.WriteBooleanValue((bool)value);
                break;
            case ShapeType.Integer:
                writer.WriteNumberValue((int)value);
                break;
            case ShapeType.Long:
                writer.WriteNumberValue((long)value);
                break;
            case ShapeType.Float when float.IsFinite((float)value):
                writer.WriteNumberValue((float)value);
                break;
            case ShapeType.Double when double.IsFinite((double)value):
                writer.WriteNumberValue((double)value);
                break;
            case ShapeType.Blob:
                writer.WriteBase64StringValue(Scalars.Bytes((MemoryStream)value));
                break;
            case ShapeType.Document:
                DocumentMarshaller.Instance.Write(writer, (Document)value);
                break;
            case ShapeType.Timestamp:
                WriteTimestamp(writer, shape, (DateTime)value, format);
                break;
            default:
                writer.WriteStringValue(Scalars.Write(shape, value, format));
                break;
        }
    }

    private static void WriteTimestamp(Utf8JsonWriter writer, Shape shape, DateTime value, TimestampFormat asked)
    {
        var format = Scalars.Format(asked, shape, TimestampFormat.UnixSeconds);
        switch (format)
        {
            case TimestampFormat.UnixSeconds:
                writer.WriteNumberValue(AWSSDKUtils.ConvertToUnixEpochSecondsDecimal(value));
                break;
            case TimestampFormat.UnixMilliseconds:
                writer.WriteNumberValue(AWSSDKUtils.ConvertToUnixEpochMilliseconds(value));
                break;
            default:
                writer.WriteStringValue(Scalars.WriteTimestamp(value, format));
                break;
        }
    }

    private static void WriteList(Utf8JsonWriter writer, ListShape list, IList values)
    {
        writer.WriteStartArray();
        foreach (var value in values)
        {
            WriteValue(writer, list.Element, value, TimestampFormat.Default);
        }

        writer.WriteEndArray();
    }

    private static void WriteMap(Utf8JsonWriter writer, MapShape map, IDictionary values)
    {
        writer.WriteStartObject();
        foreach (DictionaryEntry entry in values)
        {
            writer.WritePropertyName((string)entry.Key);
            WriteValue(writer, map.Value, entry.Value, TimestampFormat.Default);
        }

        writer.WriteEndObject();
    }
}
