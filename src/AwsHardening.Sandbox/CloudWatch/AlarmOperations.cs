using System.Text.Json;
using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;
using AwsHardening.Sandbox.Wire;

namespace AwsHardening.Sandbox.CloudWatch;

/// <summary>Alarms: put, shown, switched and deleted.</summary>
internal sealed class AlarmOperations(Regional<CloudWatchState> regions, Regional<AlarmRun> runs)
{
    private const int Quota = 5000;
    private const int MaxNames = 100;
    private const int UsualPage = 50;
    private const int MaxPage = 100;

    public void Register(OperationSet set)
    {
        set.Add("PutMetricAlarm", Put);
        set.Add("DescribeAlarms", Describe);
        set.Add("DescribeAlarmsForMetric", DescribeForMetric);
        set.Add("DescribeAlarmHistory", DescribeHistory);
        set.Add("DeleteAlarms", Delete);
        set.Add("SetAlarmState", SetState);
        set.Add("EnableAlarmActions", call => Switch(call, on: true));
        set.Add("DisableAlarmActions", call => Switch(call, on: false));
        set.Add("TagResource", call => Tagged(call).Tags.Add(call.Items("Tags")));
        set.Add("UntagResource", call => Tagged(call).Tags.Remove(call.Texts("TagKeys")));
        set.Add("ListTagsForResource", call => Json.Of(("Tags", Tagged(call).Tags.List())));
    }

    private CloudWatchState State(ServiceCall call) => regions[call.Region];

    private void Put(ServiceCall call)
    {
        var (state, name) = (State(call), call.Required("AlarmName"));
        var settings = AlarmCheck.Settings(call.Input, call.Region);
        if (state.Alarms.TryGetValue(name, out var alarm))
        {
            // What was put before is replaced as a whole; the state stays, and so do the tags.
            (alarm.Settings, alarm.ConfigurationUpdated, alarm.Overlay, alarm.IsJudged) = (settings, state.Now, null, true);
            state.Remember(alarm, state.Now, "ConfigurationUpdate", $"Alarm \"{name}\" updated", Json.Of(("version", "1.0"), ("type", "Update")));
        }
        else if (state.Alarms.Count == Quota)
        {
            throw CloudWatchErrors.Limit("The maximum limit of alarms has been reached.");
        }
        else
        {
            state.Alarms[name] = alarm = new Alarm(name, state.ArnOf(name), state.Now) { Settings = settings };
            alarm.Tags.Add(call.Items("Tags"));
            state.Remember(alarm, state.Now, "ConfigurationUpdate", $"Alarm \"{name}\" created", Json.Of(("version", "1.0"), ("type", "Create")));
        }

        if (alarm.Band is { } band)
        {
            // CloudWatch makes a model where an alarm needs one.
            AnomalyDetector.Ensure(state, band.Metric);
        }
    }

    private JsonObject Describe(ServiceCall call)
    {
        var (names, prefix) = (call.Texts("AlarmNames"), call.Text("AlarmNamePrefix"));
        if (names.Count > 0 && prefix is not null)
        {
            throw CloudWatchErrors.Validation("AlarmNames and AlarmNamePrefix cannot be specified together");
        }

        if (names.Count > MaxNames)
        {
            throw CloudWatchErrors.Validation($"1 validation error detected: Value at 'alarmNames' failed to satisfy constraint: Member must have length less than or equal to {MaxNames}");
        }

        var types = call.Texts("AlarmTypes");
        var found = State(call).Alarms.Values.Where(alarm =>
            (names.Count == 0 || names.Contains(alarm.Name)) && alarm.Name.StartsWith(prefix ?? "", StringComparison.Ordinal)
            && (types.Count == 0 || types.Contains("MetricAlarm")) && (call.Text("StateValue") ?? alarm.State) == alarm.State
            && (call.Text("ActionPrefix") is not { } action || Actions(alarm).Any(arn => arn.StartsWith(action, StringComparison.Ordinal)))).ToList();
        var (page, next) = CloudWatchState.Page(call, found, "MaxRecords", UsualPage, MaxPage);
        return Json.Of(("CompositeAlarms", new JsonArray()), ("MetricAlarms", Json.List(page.Select(alarm => alarm.Shape()))), ("NextToken", next));
    }

    private static IEnumerable<string> Actions(Alarm alarm) =>
        new[] { Alarm.Ok, Alarm.Alarming, Alarm.Insufficient }.SelectMany(alarm.ActionsOf);

    private JsonObject DescribeForMetric(ServiceCall call)
    {
        var wanted = AlarmMetric.Of(call.Input);
        return Json.Of(("MetricAlarms", Json.List(State(call).Alarms.Values.Where(alarm => alarm.Settings["Metrics"] is null
                && alarm.Metric.Key.Equals(wanted.Key) && (wanted.Statistic.Length == 0 || wanted.Statistic == alarm.Metric.Statistic)
                && (wanted.Period == TimeSpan.Zero || wanted.Period == alarm.Metric.Period) && (wanted.Unit ?? alarm.Metric.Unit) == alarm.Metric.Unit)
            .Select(alarm => alarm.Shape()))));
    }

    private JsonObject DescribeHistory(ServiceCall call)
    {
        var (from, to) = (Time(call, "StartDate") ?? DateTimeOffset.MinValue, Time(call, "EndDate") ?? DateTimeOffset.MaxValue);
        var found = State(call).History.Where(one => one.Time >= from && one.Time <= to
            && (call.Text("AlarmName") is not { } name || name == one.Item.Text("AlarmName"))
            && (call.Text("HistoryItemType") is not { } type || type == one.Item.Text("HistoryItemType"))).Select(one => one.Item).ToList();
        if (call.Text("ScanBy") != "TimestampAscending")
        {
            found.Reverse();
        }

        var (page, next) = CloudWatchState.Page(call, found, "MaxRecords", UsualPage, MaxPage);
        return Json.Of(("AlarmHistoryItems", Json.List(page.Select(item => item.DeepClone()))), ("NextToken", next));
    }

    private void Delete(ServiceCall call)
    {
        var state = State(call);
        // One unknown name, and none is deleted.
        foreach (var alarm in call.Texts("AlarmNames").Select(state.Alarm).ToList())
        {
            state.Alarms.Remove(alarm.Name);
            state.Remember(alarm, state.Now, "ConfigurationUpdate", $"Alarm \"{alarm.Name}\" deleted", Json.Of(("version", "1.0"), ("type", "Delete")));
        }
    }

    private void SetState(ServiceCall call)
    {
        var (alarm, data) = (State(call).Alarm(call.Required("AlarmName")), call.Text("StateReasonData"));
        if (call.Text("StateValue") is not (Alarm.Ok or Alarm.Alarming or Alarm.Insufficient))
        {
            throw CloudWatchErrors.Validation($"1 validation error detected: Value '{call.Text("StateValue")}' at 'stateValue' failed to satisfy constraint: "
                + "Member must satisfy enum value set: [INSUFFICIENT_DATA, ALARM, OK]");
        }

        if (data is not null)
        {
            CheckJson(data);
        }

        runs[call.Region].Set(alarm, call.Required("StateValue"), call.Required("StateReason"), data);
    }

    // Names that are not there are passed over.
    private void Switch(ServiceCall call, bool on)
    {
        foreach (var alarm in call.Texts("AlarmNames").Select(name => State(call).Alarms.GetValueOrDefault(name)).OfType<Alarm>())
        {
            alarm.Settings["ActionsEnabled"] = on;
            alarm.ConfigurationUpdated = State(call).Now;
        }
    }

    private Alarm Tagged(ServiceCall call) => State(call).Alarms.Values.FirstOrDefault(alarm => alarm.Arn == call.Required("ResourceARN"))
        ?? throw CloudWatchErrors.NoResource(call.Required("ResourceARN"));

    private static DateTimeOffset? Time(ServiceCall call, string member) => call.Input[member] is { } time ? Timestamps.FromModel(time) : null;

    private static void CheckJson(string data)
    {
        try
        {
            JsonNode.Parse(data);
        }
        catch (JsonException)
        {
            throw new AwsErrorException("InvalidFormat", "StateReasonData was not syntactically valid JSON");
        }
    }
}
