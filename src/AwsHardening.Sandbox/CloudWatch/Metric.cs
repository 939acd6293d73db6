using System.Globalization;

namespace AwsHardening.Sandbox.CloudWatch;

/// <summary>What was published at once: one value, or a set of them as its sum, count and bounds.</summary>
internal readonly record struct Datum(DateTimeOffset Time, double Sum, double Count, double Minimum, double Maximum, string Unit)
{
    public static Datum Of(DateTimeOffset time, double value, string unit, double count = 1) => new(time, value * count, count, value, value, unit);
}

/// <summary>The data of a metric in order of time.</summary>
internal sealed class Metric
{
    private readonly List<Datum> _data = [];

    public DateTimeOffset? Last => _data.Count == 0 ? null : _data[^1].Time;

    public void Add(Datum datum) => _data.Insert(IndexOf(datum.Time.AddTicks(1)), datum);

    public bool Has(DateTimeOffset from, DateTimeOffset to) => IndexOf(from) < IndexOf(to);

    /// <summary>The time of the first datum from a time on; null where there is none.</summary>
    public DateTimeOffset? FirstFrom(DateTimeOffset time) => IndexOf(time) is var at && at < _data.Count ? _data[at].Time : null;

    /// <summary>The beginnings of the periods before a time in which there are data.</summary>
    public IEnumerable<DateTimeOffset> Periods(DateTimeOffset start, DateTimeOffset end, TimeSpan period)
    {
        var (first, last) = (IndexOf(start), IndexOf(end));
        return _data.Skip(first).Take(last - first).Select(one => end - (period * (((end - one.Time).Ticks + period.Ticks - 1) / period.Ticks))).Distinct();
    }

    /// <summary>One statistic of the data of a while; null where there are none.</summary>
    /// <param name="statistic">A statistic of PutMetricAlarm, or a percentile such as <c>p99</c>.</param>
    /// <param name="from">The first instant.</param>
    /// <param name="to">The instant after the last.</param>
    /// <param name="unit">Only data of this unit; null for all.</param>
    public double? Statistic(string statistic, DateTimeOffset from, DateTimeOffset to, string? unit = null)
    {
        var (first, end) = (IndexOf(from), IndexOf(to));
        var data = _data.Skip(first).Take(end - first).Where(one => unit is null || one.Unit == unit).ToList();
        return data.Count == 0 ? null : statistic switch
        {
            "SampleCount" => data.Sum(one => one.Count),
            "Sum" => data.Sum(one => one.Sum),
            "Average" => data.Sum(one => one.Sum) / data.Sum(one => one.Count),
            "Minimum" => data.Min(one => one.Minimum),
            "Maximum" => data.Max(one => one.Maximum),
            _ => Percentile(data, double.Parse(statistic.AsSpan(1), CultureInfo.InvariantCulture) / 100),
        };
    }

    /// <summary>The unit of a while's data.</summary>
    public string Unit(DateTimeOffset from, DateTimeOffset to) => IndexOf(from) is var at && at < IndexOf(to) ? _data[at].Unit : "None";

    // By rank; a set of values counts as its mean.
    private static double Percentile(List<Datum> data, double part)
    {
        var (ordered, total) = (data.OrderBy(one => one.Sum / one.Count).ToList(), data.Sum(one => one.Count));
        var seen = 0d;
        foreach (var one in ordered)
        {
            seen += one.Count;
            if (seen >= part * total)
            {
                return one.Sum / one.Count;
            }
        }

        return ordered[^1].Sum / ordered[^1].Count;
    }

    private int IndexOf(DateTimeOffset time)
    {
        var (low, high) = (0, _data.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _data[middle].Time < time ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
