using System.Globalization;
using System.Text.RegularExpressions;

namespace AwsHardening.Sandbox.CloudWatch;

/// <summary>
/// What values of a metric are usual: the mean of the two weeks before, give or take so many standard deviations. CloudWatch's own
/// model knows hours, days and trends besides; this knows none of them. Fewer than three periods with data are too few to tell.
/// </summary>
/// <param name="Metric">The metric.</param>
/// <param name="Width">How many standard deviations.</param>
internal sealed partial record AnomalyBand(AlarmMetric Metric, double Width)
{
    private const int Enough = 3;
    private const int TwoWeeks = 14;

    /// <summary>The metric's id and the width that an expression names; null for another expression.</summary>
    public static (string Id, double Width)? Parse(string? expression) => Expression().Match(expression ?? "") is { Success: true } match
        ? (match.Groups["id"].Value, match.Groups["width"] is { Success: true } width ? double.Parse(width.Value, CultureInfo.InvariantCulture) : 2)
        : null;

    /// <summary>The band for the period that begins at a time; null where too little is known.</summary>
    public (double Lower, double Upper)? At(CloudWatchState state, DateTimeOffset from)
    {
        if (state.Metrics.GetValueOrDefault(Metric.Key) is not { } metric)
        {
            return null;
        }

        var values = metric.Periods(from.AddDays(-TwoWeeks), from, Metric.Period)
            .Select(slot => metric.Statistic(Metric.Statistic, slot, slot + Metric.Period, Metric.Unit)).OfType<double>().ToList();
        if (values.Count < Enough)
        {
            return null;
        }

        var mean = values.Average();
        var deviation = Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / values.Count);
        return (mean - (Width * deviation), mean + (Width * deviation));
    }

    [GeneratedRegex(@"^\s*ANOMALY_DETECTION_BAND\(\s*(?<id>[a-z][a-zA-Z0-9_]*)\s*(,\s*(?<width>[0-9]+(\.[0-9]+)?)\s*)?\)\s*$")]
    private static partial Regex Expression();
}
