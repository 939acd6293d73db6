using System.Text.Json.Nodes;
using AwsHardening.Sandbox;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.Alarms;

/// <summary>CloudWatch: metrics and alarms over them.</summary>
public class AlarmTests
{
    private readonly AlarmScene _scene = new();

    [Fact]
    public void An_alarm_goes_off_once_a_minute_is_over_tells_its_topic_and_calms_down_again()
    {
        var topic = _scene.Topic();
        _scene.Alarm(with: new { AlarmActions = new[] { topic }, OKActions = new[] { topic } });
        Assert.Equal(("INSUFFICIENT_DATA", "Unchecked: Initial alarm creation"), (_scene.State(), (string?)_scene.Shown()["StateReason"]));
        _scene.Pass(1);
        Assert.Equal("OK", _scene.State());
        _scene.Measure(2);
        Assert.Equal("OK", _scene.State());
        _scene.Pass(1);
        Assert.Equal("ALARM", _scene.State());
        Assert.StartsWith("Threshold Crossed: 1 out of the last 1 datapoint [2.0 (", (string?)_scene.Shown()["StateReason"], StringComparison.Ordinal);

        _scene.Pass(10);
        Assert.Equal("OK", _scene.State());
        Assert.Equal(["OK: \"a\" in US East (N. Virginia)", "ALARM: \"a\" in US East (N. Virginia)", "OK: \"a\" in US East (N. Virginia)"], _scene.Notifications.Select(one => one.Subject));
        var told = JsonNode.Parse(_scene.Notifications[1].Message)!;
        Assert.Equal(("ALARM", "OK", "Count", "SUM"), ((string?)told["NewStateValue"], (string?)told["OldStateValue"], (string?)told["Trigger"]!["MetricName"], (string?)told["Trigger"]!["Statistic"]));
        var history = _scene.Call("cloudwatch", "DescribeAlarmHistory", new { AlarmName = "a", ScanBy = "TimestampAscending" })["AlarmHistoryItems"]!.AsArray();
        Assert.Equal(["ConfigurationUpdate", "StateUpdate", "Action", "StateUpdate", "Action", "StateUpdate", "Action"], history.Select(item => (string?)item!["HistoryItemType"]));
        Assert.Equal($"Successfully executed action {topic}", (string?)history[2]!["HistorySummary"]);
    }

    [Theory]
    // The table of "Configuring how CloudWatch alarms treat missing data", three of three and two of three, oldest first.
    [InlineData(3, "0-X-X", "OK", "OK", "OK", "OK")]
    [InlineData(3, "----0", "OK", "OK", "OK", "OK")]
    [InlineData(3, "-----", "INSUFFICIENT_DATA", "INSUFFICIENT_DATA", "ALARM", "OK")]
    [InlineData(3, "0XX-X", "ALARM", "ALARM", "ALARM", "ALARM")]
    [InlineData(3, "--X--", "ALARM", "INSUFFICIENT_DATA", "ALARM", "OK")]
    [InlineData(2, "0-X-X", "ALARM", "ALARM", "ALARM", "ALARM")]
    [InlineData(2, "00X0X", "ALARM", "ALARM", "ALARM", "ALARM")]
    [InlineData(2, "0-X--", "OK", "OK", "ALARM", "OK")]
    [InlineData(2, "----0", "OK", "OK", "ALARM", "OK")]
    [InlineData(2, "---X-", "ALARM", "INSUFFICIENT_DATA", "ALARM", "OK")]
    public void What_is_missing_counts_as_the_alarm_says(int needed, string points, string missing, string ignore, string breaching, string notBreaching)
    {
        _scene.Pass(60);
        for (var at = 0; at < points.Length; at++)
        {
            if (points[at] != '-')
            {
                _scene.Measure(points[at] == 'X' ? 1 : 0, minutesAgo: points.Length - at - 1);
            }
        }

        foreach (var (treat, expected) in new[] { ("missing", missing), ("ignore", ignore), ("breaching", breaching), ("notBreaching", notBreaching) })
        {
            // Judged first at the next whole minute, which the five periods end at.
            _scene.Alarm(treat, new { EvaluationPeriods = 3, DatapointsToAlarm = needed, TreatMissingData = treat });
        }

        _scene.Pass(1);
        Assert.Equal((missing, ignore, breaching, notBreaching), (_scene.State("missing"), _scene.State("ignore"), _scene.State("breaching"), _scene.State("notBreaching")));
    }

    [Fact]
    public void A_state_that_is_set_by_hand_acts_and_is_judged_anew_at_the_next_minute()
    {
        var topic = _scene.Topic();
        _scene.Alarm(with: new { AlarmActions = new[] { topic } });
        _scene.Call("cloudwatch", "SetAlarmState", new { AlarmName = "a", StateValue = "ALARM", StateReason = "a drill", StateReasonData = "{}" });
        Assert.Equal("a drill", (string?)JsonNode.Parse(Assert.Single(_scene.Notifications).Message)!["NewStateReason"]);
        _scene.Pass(2);
        Assert.Equal("OK", _scene.State());
        Assert.Equal("InvalidFormat", _scene.Refused("cloudwatch", "SetAlarmState", new { AlarmName = "a", StateValue = "OK", StateReason = "r", StateReasonData = "{" }));
        Assert.Equal("ResourceNotFound", _scene.Refused("cloudwatch", "SetAlarmState", new { AlarmName = "b", StateValue = "OK", StateReason = "r" }));
        _scene.Call("cloudwatch", "DisableAlarmActions", new { AlarmNames = new[] { "a", "none" } });
        _scene.Call("cloudwatch", "SetAlarmState", new { AlarmName = "a", StateValue = "ALARM", StateReason = "again" });
        Assert.Single(_scene.Notifications);
    }

    [Fact]
    public void What_is_unusual_goes_off_where_a_threshold_would_have_to_be_guessed()
    {
        object Band(string id = "m1") => new
        {
            Namespace = (string?)null, MetricName = (string?)null, Statistic = (string?)null, Period = (int?)null, Threshold = (int?)null,
            ComparisonOperator = "GreaterThanUpperThreshold", ThresholdMetricId = "ad1",
            Metrics = new object[]
            {
                new { Id = "m1", MetricStat = new { Metric = new { AlarmScene.Namespace, MetricName = "Count" }, Period = 60, Stat = "Sum" }, ReturnData = true },
                new { Id = "ad1", Expression = $"ANOMALY_DETECTION_BAND({id}, 2)" },
            },
        };
        _scene.Pass(60);
        for (var minute = 30; minute > 5; minute--)
        {
            _scene.Measure(minute % 2 == 0 ? 10 : 12, minute);
        }

        _scene.Alarm(with: Band());
        Assert.Equal("Count", (string?)_scene.Call("cloudwatch", "DescribeAnomalyDetectors")["AnomalyDetectors"]![0]!["SingleMetricAnomalyDetector"]!["MetricName"]);
        _scene.Measure(12);
        _scene.Pass(1);
        Assert.Equal("OK", _scene.State());
        _scene.Measure(40);
        _scene.Pass(1);
        Assert.Equal("ALARM", _scene.State());
        var refused = Assert.Throws<AwsErrorException>(() => _scene.Alarm("b", Band("m2")));
        Assert.Equal("ValidationError", refused.Code);
        _scene.Call("cloudwatch", "DeleteAnomalyDetector", new { SingleMetricAnomalyDetector = new { AlarmScene.Namespace, MetricName = "Count", Stat = "Sum" } });
        Assert.Equal("ResourceNotFoundException", _scene.Refused("cloudwatch", "DeleteAnomalyDetector", new { AlarmScene.Namespace, MetricName = "Count", Stat = "Sum" }));
    }

    [Fact]
    public void A_clock_that_leaps_a_year_finds_every_alarm_that_went_off_between()
    {
        _scene.Alarm();
        _scene.Measure(1);
        _scene.Pass(365 * 24 * 60);
        Assert.Equal("OK", _scene.State());
        var updates = _scene.Call("cloudwatch", "DescribeAlarmHistory", new { AlarmName = "a", HistoryItemType = "StateUpdate" })["AlarmHistoryItems"]!.AsArray();
        // History is kept for 30 days, and both changes were a year ago.
        Assert.Empty(updates);
        Assert.Equal("2026-01-01T00:04:00.000Z", (string?)_scene.Shown()["StateTransitionedTimestamp"]);
    }

    [Theory]
    [InlineData("EvaluationPeriods", "0")]
    [InlineData("EvaluationPeriods", "1441")]
    [InlineData("Period", "61")]
    [InlineData("Statistic", "\"Median\"")]
    [InlineData("Statistic", "null")]
    [InlineData("Threshold", "null")]
    [InlineData("ComparisonOperator", "\"GreaterThanUpperThreshold\"")]
    [InlineData("TreatMissingData", "\"never\"")]
    [InlineData("DatapointsToAlarm", "2")]
    [InlineData("AlarmActions", "[\"topic\"]")]
    [InlineData("AlarmActions", "[\"arn:aws:sns:eu-west-1:123456789012:t\"]")]
    [InlineData("AlarmName", "\"\"")]
    public void An_alarm_that_makes_no_sense_is_refused(string member, string value)
    {
        var with = JsonNode.Parse($$"""{"{{member}}":{{value}}}""");
        Assert.Equal("ValidationError", Assert.Throws<AwsErrorException>(() => _scene.Alarm(with: with)).Code);
    }

    [Fact]
    public void Alarms_are_replaced_listed_in_pages_tagged_and_deleted_together()
    {
        foreach (var name in new[] { "a1", "a2", "b" })
        {
            _scene.Alarm(name, new { AlarmDescription = "d", Tags = new[] { new { Key = "k", Value = name } } });
        }

        _scene.Alarm("a1", new { Threshold = 5 });
        Assert.Null(_scene.Shown("a1")["AlarmDescription"]);
        var arn = (string)_scene.Shown("a1")["AlarmArn"]!;
        Assert.Equal("arn:aws:cloudwatch:us-east-1:123456789012:alarm:a1", arn);
        Assert.Equal("a1", (string?)_scene.Call("cloudwatch", "ListTagsForResource", new { ResourceARN = arn })["Tags"]![0]!["Value"]);
        var first = _scene.Call("cloudwatch", "DescribeAlarms", new { AlarmNamePrefix = "a", MaxRecords = 1 });
        var second = _scene.Call("cloudwatch", "DescribeAlarms", new { AlarmNamePrefix = "a", MaxRecords = 1, NextToken = (string)first["NextToken"]! });
        Assert.Equal(("a1", "a2", null), ((string?)first["MetricAlarms"]![0]!["AlarmName"], (string?)second["MetricAlarms"]![0]!["AlarmName"], second["NextToken"]));
        Assert.Equal("InvalidNextToken", _scene.Refused("cloudwatch", "DescribeAlarms", new { NextToken = "x" }));
        Assert.Equal("ResourceNotFound", _scene.Refused("cloudwatch", "DeleteAlarms", new { AlarmNames = new[] { "a1", "none" } }));
        Assert.Equal(3, _scene.Call("cloudwatch", "DescribeAlarms")["MetricAlarms"]!.AsArray().Count);
        Assert.Equal(3, _scene.Call("cloudwatch", "DescribeAlarmsForMetric", new { AlarmScene.Namespace, MetricName = "Count" })["MetricAlarms"]!.AsArray().Count);
        _scene.Call("cloudwatch", "DeleteAlarms", new { AlarmNames = new[] { "a1", "a2", "b" } });
        Assert.Empty(_scene.Call("cloudwatch", "DescribeAlarms")["MetricAlarms"]!.AsArray());
    }

    [Fact]
    public void Metrics_are_summed_up_by_period_and_listed_by_what_they_are_about()
    {
        var now = _scene.Account.Clock.GetUtcNow();
        _scene.Call("cloudwatch", "PutMetricData", new
        {
            AlarmScene.Namespace, MetricData = new object[]
            {
                new { MetricName = "Time", Values = new[] { 1, 3 }, Counts = new[] { 1, 2 }, Dimensions = new[] { new { Name = "d", Value = "x" } } },
                new { MetricName = "Time", StatisticValues = new { SampleCount = 1, Sum = 9, Minimum = 9, Maximum = 9 }, Dimensions = new[] { new { Name = "d", Value = "x" } } },
                new { MetricName = "Time", Value = 100 },
            },
        });
        var dimensions = new[] { new { Name = "d", Value = "x" } };
        var point = Assert.Single(_scene.Call("cloudwatch", "GetMetricStatistics", new
        {
            AlarmScene.Namespace, MetricName = "Time", Dimensions = dimensions, Period = 300, StartTime = AlarmScene.Time(now.AddMinutes(-5)), EndTime = AlarmScene.Time(now.AddMinutes(5)),
            Statistics = new[] { "SampleCount", "Sum", "Average", "Minimum", "Maximum" }, ExtendedStatistics = new[] { "p50" },
        })["Datapoints"]!.AsArray())!;
        Assert.Equal((4, 16, 4, 1, 9, 3), ((double)point["SampleCount"]!, (double)point["Sum"]!, (double)point["Average"]!, (double)point["Minimum"]!, (double)point["Maximum"]!, (double)point["ExtendedStatistics"]!["p50"]!));
        var data = _scene.Call("cloudwatch", "GetMetricData", new
        {
            StartTime = AlarmScene.Time(now.AddMinutes(-5)), EndTime = AlarmScene.Time(now.AddMinutes(5)),
            MetricDataQueries = new[] { new { Id = "q", MetricStat = new { Metric = new { AlarmScene.Namespace, MetricName = "Time" }, Period = 60, Stat = "Sum" } } },
        })["MetricDataResults"]![0]!;
        Assert.Equal("[100]", data["Values"]!.ToJsonString());
        Assert.Single(_scene.Call("cloudwatch", "ListMetrics", new { AlarmScene.Namespace, Dimensions = new[] { new { Name = "d" } } })["Metrics"]!.AsArray());
        Assert.Equal(2, _scene.Call("cloudwatch", "ListMetrics", new { AlarmScene.Namespace, MetricName = "Time" })["Metrics"]!.AsArray().Count);
        Assert.Equal("InvalidParameterValue", _scene.Refused("cloudwatch", "PutMetricData", new { Namespace = "AWS/EC2", MetricData = new[] { new { MetricName = "m", Value = 1 } } }));
        Assert.Equal("InvalidParameterValue", _scene.Refused("cloudwatch", "PutMetricData", new { AlarmScene.Namespace, MetricData = new[] { new { MetricName = "m", Value = 1, Timestamp = AlarmScene.Time(now.AddDays(-15)) } } }));
        Assert.Equal("MissingParameter", _scene.Refused("cloudwatch", "PutMetricData", new { AlarmScene.Namespace, MetricData = new[] { new { MetricName = "m" } } }));
    }
}
