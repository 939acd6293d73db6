using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Wire;

/// <summary>
/// Timestamps: ISO 8601 text in the account, one of three forms on the wire. A fraction of a second travels only
/// where there is one.
/// </summary>
internal static class Timestamps
{
    public const string Iso8601 = "iso8601";
    public const string UnixTimestamp = "unixTimestamp";
    public const string HttpDate = "rfc822";

    private const string HttpDateFormat = "ddd, dd MMM yyyy HH:mm:ss 'GMT'";
    private const string HttpDateFraction = "ddd, dd MMM yyyy HH:mm:ss.fff 'GMT'";

    /// <summary>The form of a place: what the member says, else its shape, else the place.</summary>
    public static string FormatOf(ShapeMember member, string fallback) =>
        member.TimestampFormat ?? member.Shape.TimestampFormat ?? fallback;

    /// <summary>From a handler's value: ISO 8601 text or seconds since 1970.</summary>
    public static DateTimeOffset FromModel(JsonNode value) =>
        value.GetValueKind() == JsonValueKind.Number ? FromSeconds(Scalars.Decimal(value)) : FromText(value.GetValue<string>());

    public static string ToModel(DateTimeOffset time) => Write(time, Iso8601);

    /// <summary>From text in any of the forms: clients do not always send the one that the model names.</summary>
    public static DateTimeOffset FromText(string text)
    {
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal seconds))
        {
            return FromSeconds(seconds);
        }

        return DateTimeOffset.TryParseExact(text, [HttpDateFormat, HttpDateFraction], CultureInfo.InvariantCulture, Utc, out var date)
            ? date
            : DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, Utc);
    }

    public static string Write(DateTimeOffset time, string format)
    {
        DateTime utc = time.UtcDateTime;
        bool whole = utc.Ticks % TimeSpan.TicksPerSecond == 0;
        return format switch
        {
            Iso8601 => utc.ToString(whole ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            HttpDate => utc.ToString(whole ? HttpDateFormat : HttpDateFraction, CultureInfo.InvariantCulture),
            UnixTimestamp => ToSeconds(time).ToString(CultureInfo.InvariantCulture),
            _ => throw new NotSupportedException($"The model has the unknown timestamp format '{format}'."),
        };
    }

    public static decimal ToSeconds(DateTimeOffset time) =>
        decimal.Round((decimal)(time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerSecond, 3) / 1.000m;

    private static DateTimeOffset FromSeconds(decimal seconds) =>
        DateTimeOffset.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond));
}
