namespace AwsHardening.ClientGenerator.Emit;

/// <summary>A model's timestamp formats in the words of the runtime.</summary>
internal static class Timestamps
{
    public static string? Format(string? format) => format switch
    {
        "iso8601" => "TimestampFormat.Iso8601",
        "unixTimestamp" => "TimestampFormat.UnixSeconds",
        "rfc822" => "TimestampFormat.Rfc822",
        _ => null,
    };

    public static string Shape(string? format) => format switch
    {
        "iso8601" => "Shape.TimestampIso8601",
        "unixTimestamp" => "Shape.TimestampUnix",
        "rfc822" => "Shape.TimestampRfc822",
        _ => "Shape.Timestamp",
    };
}
