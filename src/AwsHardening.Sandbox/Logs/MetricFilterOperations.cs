using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Logs;

/// <summary>Metric filters, and patterns tried on messages.</summary>
internal sealed partial class MetricFilterOperations(Regional<LogsState> regions)
{
    private const int Quota = 100;
    private const int MaxMessages = 50;
    private const int MaxDimensions = 3;

    public void Register(OperationSet set)
    {
        set.Add("PutMetricFilter", Put);
        set.Add("DescribeMetricFilters", Describe);
        set.Add("DeleteMetricFilter", call =>
        {
            if (!State(call).Group(call).MetricFilters.Remove(call.Required("filterName")))
            {
                throw LogsErrors.NotFound("The specified metric filter does not exist.");
            }
        });
        set.Add("TestMetricFilter", Test);
    }

    private LogsState State(ServiceCall call) => regions[call.Region];

    private void Put(ServiceCall call)
    {
        var (state, group, name) = (State(call), State(call).Group(call), call.Required("filterName"));
        if (!FilterName().IsMatch(name))
        {
            throw LogsErrors.Invalid(name, "filterName", "Member must satisfy regular expression pattern: [^:*]*");
        }

        var transformations = call.Items("metricTransformations");
        if (transformations.Count != 1)
        {
            throw LogsErrors.Invalid($"{transformations.Count}", "metricTransformations", "Member must have length less than or equal to 1");
        }

        Check(transformations[0]);
        var filter = new MetricFilter(name, group, call.Text("filterPattern") ?? "", FilterPattern.Compile(call.Text("filterPattern")), (JsonObject)transformations[0].DeepClone(), state.Now);
        if (!group.MetricFilters.ContainsKey(name) && group.MetricFilters.Count == Quota)
        {
            throw new AwsErrorException("LimitExceededException", "Resource limit exceeded.");
        }

        group.MetricFilters[name] = filter;
    }

    private JsonObject Describe(ServiceCall call)
    {
        var (prefix, metric, ns) = (call.Text("filterNamePrefix"), call.Text("metricName"), call.Text("metricNamespace"));
        if (metric is null != ns is null)
        {
            throw LogsErrors.Invalid("metricName and metricNamespace must be specified together.");
        }

        if (prefix is not null && call.Text("logGroupName") is null)
        {
            throw LogsErrors.Invalid("filterNamePrefix needs a logGroupName.");
        }

        var groups = call.Text("logGroupName") is null ? State(call).Groups.Values : (IEnumerable<LogGroup>)[State(call).Group(call)];
        return LogsState.Page(call, "metricFilters", groups.SelectMany(group => group.MetricFilters.Values)
            .Where(filter => filter.Name.StartsWith(prefix ?? "", StringComparison.Ordinal)
                && (metric is null || (filter.Transformation.Text("metricName") == metric && filter.Transformation.Text("metricNamespace") == ns)))
            .Select(filter => filter.Shape()));
    }

    private static JsonObject Test(ServiceCall call)
    {
        var (pattern, messages) = (FilterPattern.Compile(call.Required("filterPattern")), call.Texts("logEventMessages"));
        if (messages.Count is < 1 or > MaxMessages)
        {
            throw LogsErrors.Invalid($"{messages.Count}", "logEventMessages", $"Member must have length between 1 and {MaxMessages}");
        }

        return Json.Of(("matches", Json.List(messages.Select((message, index) => (message, Number: index + 1)).Where(one => pattern.Matches(one.message))
            .Select(one => Json.Of(("eventNumber", one.Number), ("eventMessage", one.message), ("extractedValues", pattern.Extracted(one.message)))))));
    }

    private static void Check(JsonObject transformation)
    {
        var (value, dimensions) = (transformation.Text("metricValue") ?? "", transformation["dimensions"] as JsonObject ?? []);
        if (!MetricName().IsMatch(transformation.Text("metricName") ?? "") || !MetricName().IsMatch(transformation.Text("metricNamespace") ?? ""))
        {
            throw LogsErrors.Invalid("The name and the namespace of a metric have no colon, star or dollar sign.");
        }

        if (!value.StartsWith('$') && !double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
        {
            throw LogsErrors.Invalid($"Invalid metric transformation: the metric value {value} is neither a number nor a selector.");
        }

        if (dimensions.Count > MaxDimensions)
        {
            throw LogsErrors.Invalid($"Invalid metric transformation: a metric filter has up to {MaxDimensions} dimensions.");
        }

        if (dimensions.Count > 0 && transformation["defaultValue"] is not null)
        {
            throw LogsErrors.Invalid("Invalid metric transformation: dimensions and default value are mutually exclusive properties.");
        }
    }

    [GeneratedRegex("^[^:*]{1,512}$")]
    private static partial Regex FilterName();

    [GeneratedRegex("^[^:*$]{1,255}$")]
    private static partial Regex MetricName();
}
