using System.Text.Json.Nodes;
using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Faults;
using AwsHardening.UnitTests.Engine.RandomAccounts;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Snapshots;

/// <summary>Who is told of what, in copies of an account.</summary>
public sealed class SnapshotAlarmTests : IDisposable
{
    private readonly SnapshotBench _bench = new();
    private readonly SandboxAccount _account = RandomAlarms.Fill(SandboxAccount.FromTemplate("Empty"), 3);

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task An_alarm_keeps_its_state_on_the_copy_until_something_is_measured_there()
    {
        // One that stays as it is while nothing is measured: the export takes its time.
        Call(_account, "cloudwatch", "PutMetricAlarm", """
            {"AlarmName":"plain","Namespace":"Mine","MetricName":"M0","Statistic":"Sum","Period":60,"EvaluationPeriods":1,"Threshold":1,
             "ComparisonOperator":"GreaterThanOrEqualToThreshold","TreatMissingData":"ignore"}
            """);
        Call(_account, "cloudwatch", "SetAlarmState", """{"AlarmName":"plain","StateValue":"ALARM","StateReason":"r"}""");
        var copy = SandboxAccount.FromSnapshot(await _bench.ExportAsync(_account));
        ((SteppingClock)copy.Clock).Advance(TimeSpan.FromHours(1));
        Assert.Equal("ALARM", State(copy));
        Assert.Empty(copy.Deliveries);
        Call(copy, "cloudwatch", "PutMetricData", """{"Namespace":"Mine","MetricData":[{"MetricName":"M0","Value":0}]}""");
        ((SteppingClock)copy.Clock).Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("OK", State(copy));
        // The chain of the copy works on from there.
        Call(copy, "logs", "CreateLogStream", """{"logGroupName":"random-trail","logStreamName":"s"}""");
        Assert.Equal(2, Call(copy, "logs", "DescribeMetricFilters", "{}")["metricFilters"]!.AsArray().Count);
        Assert.Equal("t", (string?)Call(copy, "events", "ListTargetsByRule", """{"Rule":"findings"}""")["Targets"]![0]!["Id"]);
    }

    [Theory]
    [InlineData("sns", "ListTopics")]
    [InlineData("cloudwatch", "DescribeAlarms")]
    [InlineData("cloudwatch", "DescribeAnomalyDetectors")]
    [InlineData("events", "ListRules")]
    [InlineData("logs", "DescribeMetricFilters")]
    public async Task What_is_denied_is_unread_on_the_copy(string service, string operation)
    {
        await _bench.AssertUnreadAsync(_account, service, operation);
    }

    [Fact]
    public async Task Under_pseudonyms_what_is_waited_for_stays_and_who_waits_does_not()
    {
        Call(_account, "logs", "PutMetricFilter", """
            {"logGroupName":"random-trail","filterName":"acme-filter","filterPattern":"{ ($.eventName = \"CreateUser\") && ($.requestParameters.bucketName = \"acme-secret\") }",
             "metricTransformations":[{"metricName":"AcmeUsers","metricNamespace":"Acme","metricValue":"1"}]}
            """);
        Call(_account, "cloudwatch", "PutMetricAlarm", """
            {"AlarmName":"acme-users","Namespace":"Acme","MetricName":"AcmeUsers","Statistic":"Sum","Period":300,"EvaluationPeriods":1,"Threshold":1,
             "ComparisonOperator":"GreaterThanOrEqualToThreshold","Dimensions":[{"Name":"d","Value":"acme"}]}
            """);
        Call(_account, "sns", "CreateTopic", """{"Name":"acme-topic","Attributes":{"DisplayName":"Acme"},"Tags":[{"Key":"Owner","Value":"Acme"}]}""");
        var topic = $"arn:aws:sns:us-east-1:{_account.AccountId}:acme-topic";
        Call(_account, "sns", "Subscribe", $$"""{"TopicArn":"{{topic}}","Protocol":"email","Endpoint":"boss@acme.example"}""");
        Call(_account, "events", "PutRule", """{"Name":"acme-rule","EventPattern":"{\"source\":[\"aws.s3\"],\"detail\":{\"bucket\":{\"name\":[\"acme-secret\"]}}}"}""");
        Call(_account, "events", "PutTargets", $$"""{"Rule":"acme-rule","Targets":[{"Id":"acme","Arn":"{{topic}}","Input":"{\"who\":\"acme\"}"}]}""");
        var lines = SnapshotBench.Lines(await _bench.ExportAsync(_account, pseudonymize: true, salt: [.. Enumerable.Range(0, 32).Select(i => (byte)i)]));
        var text = string.Join('\n', lines);
        Assert.DoesNotContain("acme", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(_account.AccountId, text, StringComparison.Ordinal);
        var path = _bench.NewPath();
        SnapshotBench.Write(path, lines);
        var copy = SandboxAccount.FromSnapshot(path);
        // The alarm is still on the metric of the filter, and the rule's target is still the topic.
        var filter = Call(copy, "logs", "DescribeMetricFilters", "{}")["metricFilters"]!.AsArray().Single(one => ((string)one!["filterPattern"]!).Contains("bucketName", StringComparison.Ordinal))!;
        Assert.Contains("($.eventName = \"CreateUser\")", (string?)filter["filterPattern"], StringComparison.Ordinal);
        var alarms = Call(copy, "cloudwatch", "DescribeAlarms", "{}")["MetricAlarms"]!.AsArray();
        Assert.Contains(alarms, alarm => (string?)alarm!["MetricName"] == (string?)filter["metricTransformations"]![0]!["metricName"]);
        var topics = Call(copy, "sns", "ListTopics", "{}")["Topics"]!.AsArray().Select(one => (string)one!["TopicArn"]!).ToList();
        var rules = Call(copy, "events", "ListRules", "{}")["Rules"]!.AsArray();
        Assert.All(rules.Where(rule => rule!["EventPattern"] is not null), rule => Assert.Contains(
            (string?)Call(copy, "events", "ListTargetsByRule", $$"""{"Rule":"{{rule!["Name"]}}"}""")["Targets"]![0]!["Arn"], topics));
    }

    private static string State(SandboxAccount account) =>
        (string)Call(account, "cloudwatch", "DescribeAlarms", """{"AlarmNames":["plain"]}""")["MetricAlarms"]![0]!["StateValue"]!;

    private static JsonObject Call(SandboxAccount account, string service, string operation, string input) =>
        account.Invoke(service, operation, (JsonObject)JsonNode.Parse(input)!);
}
