using System.Globalization;
using System.Text.Json.Nodes;
using AwsHardening.Sandbox.CloudWatch;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Logs;

/// <summary>A metric filter: which messages of a group count, and as what.</summary>
internal sealed class MetricFilter(string name, LogGroup group, string pattern, JsonObject transformation, DateTimeOffset created)
{
    private readonly FilterPattern _pattern = FilterPattern.Compile(pattern);
    private DateTimeOffset? _counted;

    public string Name { get; } = name;

    public JsonObject Transformation => transformation;

    public SnapshotOverlay? Overlay { get; set; }

    /// <summary>What a message makes of the metric; null for nothing.</summary>
    public (MetricKey Key, Datum Datum)? Count(string message, long timestamp)
    {
        var time = DateTimeOffset.FromUnixTimeMilliseconds(timestamp);
        var minute = AlarmRun.Floor(time);
        var isMatch = _pattern.Matches(message);
        // The default is said once for a minute in which nothing else is.
        var value = isMatch ? Value(message) : _counted == minute ? null : (double?)transformation["defaultValue"];
        if (value is null)
        {
            return null;
        }

        _counted = minute;
        return (Key(message, isMatch), Datum.Of(time, value.Value, transformation.Text("unit") ?? "None"));
    }

    public JsonObject Shape() => SnapshotOverlay.Show(Json.Of(
        ("filterName", Name), ("filterPattern", pattern), ("metricTransformations", new JsonArray(transformation.DeepClone())),
        ("creationTime", created.ToUnixTimeMilliseconds()), ("logGroupName", group.Name), ("applyOnTransformedLogs", false)), Overlay);

    private MetricKey Key(string message, bool isMatch) => new(transformation.Text("metricNamespace")!, transformation.Text("metricName")!)
    {
        // A dimension without a value is left out.
        Dimensions = isMatch && transformation["dimensions"] is JsonObject dimensions
            ? [.. dimensions.Select(pair => KeyValuePair.Create(pair.Key, _pattern.Extract(message, (string)pair.Value!)))
                .Where(pair => pair.Value is not null).Select(pair => KeyValuePair.Create(pair.Key, pair.Value!))] : [],
    };

    private double? Value(string message)
    {
        var said = transformation.Text("metricValue") ?? "";
        var text = said.StartsWith('$') ? _pattern.Extract(message, said) : said;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
    }
}
