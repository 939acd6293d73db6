using System.Globalization;
using System.Text.Json.Nodes;
using AwsHardening.Sandbox.CloudWatch;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Logs;

/// <summary>A metric filter: which messages of a group count, and as what.</summary>
/// <param name="name">Its name in the group.</param>
/// <param name="group">The group.</param>
/// <param name="text">The pattern as it was put.</param>
/// <param name="pattern">The pattern; null for one of a snapshot that is not understood here: it is shown, and matches nothing.</param>
/// <param name="transformation">What a match makes of the metric.</param>
/// <param name="created">When it was put.</param>
internal sealed class MetricFilter(string name, LogGroup group, string text, FilterPattern? pattern, JsonObject transformation, DateTimeOffset created)
{
    private DateTimeOffset? _counted;

    public string Name { get; } = name;

    public JsonObject Transformation => transformation;

    public SnapshotOverlay? Overlay { get; set; }

    /// <summary>What a message makes of the metric; null for nothing.</summary>
    public (MetricKey Key, Datum Datum)? Count(string message, long timestamp)
    {
        if (pattern is null)
        {
            return null;
        }

        var time = DateTimeOffset.FromUnixTimeMilliseconds(timestamp);
        var minute = AlarmRun.Floor(time);
        var isMatch = pattern.Matches(message);
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
        ("filterName", Name), ("filterPattern", text), ("metricTransformations", new JsonArray(transformation.DeepClone())),
        ("creationTime", created.ToUnixTimeMilliseconds()), ("logGroupName", group.Name), ("applyOnTransformedLogs", false)), Overlay);

    private MetricKey Key(string message, bool isMatch) => new(transformation.Text("metricNamespace")!, transformation.Text("metricName")!)
    {
        // A dimension without a value is left out.
        Dimensions = isMatch && transformation["dimensions"] is JsonObject dimensions
            ? [.. dimensions.Select(pair => KeyValuePair.Create(pair.Key, pattern!.Extract(message, (string)pair.Value!)))
                .Where(pair => pair.Value is not null).Select(pair => KeyValuePair.Create(pair.Key, pair.Value!))] : [],
    };

    private double? Value(string message)
    {
        var said = transformation.Text("metricValue") ?? "";
        var value = said.StartsWith('$') ? pattern!.Extract(message, said) : said;
        return double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
    }
}
