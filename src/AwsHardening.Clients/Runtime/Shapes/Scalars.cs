using System.Globalization;
using Amazon.Runtime.Internal.Util;
using Amazon.Util;

namespace AwsHardening.Clients.Runtime.Shapes;

/// <summary>Scalar values as text, for query strings, headers, paths and XML.</summary>
internal static class Scalars
{
    public static string Write(Shape shape, object value, TimestampFormat format) => shape.Type switch
    {
        ShapeType.String => (string)value,
        ShapeType.Boolean => StringUtils.FromBool((bool)value),
        ShapeType.Integer => StringUtils.FromInt((int)value),
        ShapeType.Long => StringUtils.FromLong((long)value),
        ShapeType.Float => StringUtils.FromFloat((float)value),
        ShapeType.Double => StringUtils.FromDouble((double)value),
        ShapeType.Timestamp => WriteTimestamp((DateTime)value, format),
        ShapeType.Blob => Convert.ToBase64String(Bytes((MemoryStream)value)),
        _ => throw new NotSupportedException($"A {shape.Type} cannot be written as text."),
    };

    public static object Read(Shape shape, string text) => shape.Type switch
    {
        ShapeType.String => text,
        ShapeType.Boolean => bool.Parse(text),
        ShapeType.Integer => int.Parse(text, NumberStyles.Integer, CultureInfo.InvariantCulture),
        ShapeType.Long => long.Parse(text, NumberStyles.Integer, CultureInfo.InvariantCulture),
        ShapeType.Float => float.Parse(text, CultureInfo.InvariantCulture),
        ShapeType.Double => double.Parse(text, CultureInfo.InvariantCulture),
        ShapeType.Timestamp => ReadTimestamp(text, shape.Format),
        ShapeType.Blob => new MemoryStream(Convert.FromBase64String(text)),
        _ => throw new NotSupportedException($"A {shape.Type} cannot be read from text."),
    };

    /// <summary>The format that the use asks for, else the shape's own, else the protocol's.</summary>
    public static TimestampFormat Format(TimestampFormat ofMember, Shape shape, TimestampFormat ofProtocol) =>
        ofMember != TimestampFormat.Default ? ofMember
        : shape.Format != TimestampFormat.Default ? shape.Format
        : ofProtocol;

    public static string WriteTimestamp(DateTime value, TimestampFormat format) => format switch
    {
        TimestampFormat.UnixSeconds => StringUtils.FromDateTimeToUnixTimestamp(value),
        TimestampFormat.UnixMilliseconds =>
            AWSSDKUtils.ConvertToUnixEpochMilliseconds(value).ToString(CultureInfo.InvariantCulture),
        TimestampFormat.Rfc822 => StringUtils.FromDateTimeToRFC822(value),
        _ => StringUtils.FromDateTimeToISO8601WithOptionalMs(value),
    };

    public static DateTime ReadTimestamp(string text, TimestampFormat format)
    {
        // Services do not always keep to their model's format, so a number is epoch time whatever the model says.
        if (decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return ReadTimestamp(number, format);
        }

        return DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
    }

    public static DateTime ReadTimestamp(decimal number, TimestampFormat format) => DateTime.UnixEpoch.AddTicks(
        (long)(number * (format == TimestampFormat.UnixMilliseconds ? TimeSpan.TicksPerMillisecond : TimeSpan.TicksPerSecond)));

    public static ReadOnlySpan<byte> Bytes(MemoryStream stream) =>
        stream.TryGetBuffer(out var buffer) ? buffer.AsSpan() : stream.ToArray();
}
