using System.Globalization;

namespace AwsHardening.Core.Audit;

/// <summary>
/// What the name of a log file tells of the events in it: the minute of its delivery, which all of them precede (CloudTrail User Guide:
/// CloudTrail log file examples, CloudTrail log file name format).
/// </summary>
internal static class LogFileName
{
    // The minute of the name has sixty seconds, and the clocks of a service need not agree to the minute.
    private static readonly TimeSpan s_leeway = TimeSpan.FromMinutes(15);

    /// <summary>How long after an event its file may come: a trail tries for so long to reach its bucket (CloudTrail User Guide: Getting and viewing your CloudTrail log files).</summary>
    private static readonly TimeSpan s_latest = TimeSpan.FromDays(30);

    /// <summary>False for a file that holds no event of the time asked for; true where its name does not tell.</summary>
    /// <param name="name">The name, without folders.</param>
    /// <param name="query">Which events are wanted.</param>
    public static bool MayHold(string name, TrailEventQuery query) => Delivered(name) is not { } delivered
        || ((query.Since is not { } since || delivered >= Minus(since, s_leeway)) && (query.Until is not { } until || Minus(delivered, s_latest) <= until));

    private static DateTimeOffset? Delivered(string name) =>
        name.Split('_') is { Length: >= 5 } parts && parts[1] == "CloudTrail"
        && DateTimeOffset.TryParseExact(parts[3], "yyyyMMdd'T'HHmm'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    private static DateTimeOffset Minus(DateTimeOffset time, TimeSpan span) => time - DateTimeOffset.MinValue > span ? time - span : DateTimeOffset.MinValue;
}
