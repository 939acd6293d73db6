namespace AwsHardening.Clients.Runtime.Shapes;

/// <summary>
/// What the codecs know of a value. Scalars are plain instances; the others carry the means to build and walk values, so that a
/// codec never sees a generated class.
/// </summary>
internal class Shape(ShapeType type)
{
    public static readonly Shape String = new(ShapeType.String);
    public static readonly Shape Boolean = new(ShapeType.Boolean);
    public static readonly Shape Integer = new(ShapeType.Integer);
    public static readonly Shape Long = new(ShapeType.Long);
    public static readonly Shape Float = new(ShapeType.Float);
    public static readonly Shape Double = new(ShapeType.Double);
    public static readonly Shape Blob = new(ShapeType.Blob);
    public static readonly Shape Document = new(ShapeType.Document);
    public static readonly Shape Timestamp = new(ShapeType.Timestamp);
    public static readonly Shape TimestampIso8601 = new(ShapeType.Timestamp) { Format = TimestampFormat.Iso8601 };
    public static readonly Shape TimestampUnix = new(ShapeType.Timestamp) { Format = TimestampFormat.UnixSeconds };
    public static readonly Shape TimestampMilliseconds = new(ShapeType.Timestamp) { Format = TimestampFormat.UnixMilliseconds };
    public static readonly Shape TimestampRfc822 = new(ShapeType.Timestamp) { Format = TimestampFormat.Rfc822 };

    public ShapeType Type { get; } = type;

    /// <summary>The format that the shape itself asks for, wherever it is used.</summary>
    public TimestampFormat Format { get; private init; }
}
