using System.Text.Json;
using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.Alarms;

/// <summary>The module's own clients, over the wire that they speak: query for CloudWatch and SNS, JSON for EventBridge and logs.</summary>
public sealed class ClientTests : IDisposable
{
    private readonly AlarmScene _scene = new();
    private readonly Rehearsal _rehearsal;

    public ClientTests() => _rehearsal = new Rehearsal(_scene.Account);

    public void Dispose() => _rehearsal.Dispose();

    [Fact]
    public async Task What_is_put_as_data_is_read_back_as_data()
    {
        var topic = (string)(await CallAsync("sns", "CreateTopic", new { Name = "t", Attributes = new { DisplayName = "<&>" }, Tags = new[] { new { Key = "k", Value = "v" } } }))["TopicArn"]!;
        await CallAsync("sns", "Subscribe", new { TopicArn = topic, Protocol = "email", Endpoint = "a@example.com", ReturnSubscriptionArn = true });
        Assert.Equal("<&>", (string?)(await CallAsync("sns", "GetTopicAttributes", new { TopicArn = topic }))["Attributes"]!["DisplayName"]);
        Assert.Equal("PendingConfirmation", (string?)(await CallAsync("sns", "ListSubscriptionsByTopic", new { TopicArn = topic }))["Subscriptions"]![0]!["SubscriptionArn"]);
        Assert.Equal("v", (string?)(await CallAsync("sns", "ListTagsForResource", new { ResourceArn = topic }))["Tags"]![0]!["Value"]);

        var alarm = new
        {
            AlarmName = "a", Namespace = "Test", MetricName = "Count", Statistic = "Sum", Period = 300, EvaluationPeriods = 1, Threshold = 1.5, ActionsEnabled = true,
            ComparisonOperator = "GreaterThanOrEqualToThreshold", TreatMissingData = "notBreaching", AlarmActions = new[] { topic }, Dimensions = new[] { new { Name = "d", Value = "x" } },
        };
        await CallAsync("cloudwatch", "PutMetricAlarm", alarm);
        var shown = (await CallAsync("cloudwatch", "DescribeAlarms", new { AlarmNames = new[] { "a" } }))["MetricAlarms"]![0]!.AsObject();
        foreach (var (member, value) in (JsonObject)JsonSerializer.SerializeToNode(alarm)!)
        {
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(value!.ToJsonString()), JsonNode.Parse(shown[member]!.ToJsonString())), member);
        }

        await CallAsync("cloudwatch", "PutMetricAlarm", new
        {
            AlarmName = "b", EvaluationPeriods = 1, ComparisonOperator = "GreaterThanUpperThreshold", ThresholdMetricId = "ad",
            Metrics = new object[]
            {
                new { Id = "m", MetricStat = new { Metric = new { Namespace = "Test", MetricName = "Count" }, Period = 300, Stat = "Sum" }, ReturnData = true },
                new { Id = "ad", Expression = "ANOMALY_DETECTION_BAND(m, 2)" },
            },
        });
        Assert.Single((await CallAsync("cloudwatch", "DescribeAnomalyDetectors", new { }))["AnomalyDetectors"]!.AsArray());

        const string Pattern = """{"source":["aws.guardduty"]}""";
        await CallAsync("events", "PutRule", new { Name = "r", EventPattern = Pattern });
        await CallAsync("events", "PutTargets", new { Rule = "r", Targets = new[] { new { Id = "1", Arn = topic, InputTransformer = new { InputPathsMap = new { s = "$.detail.severity" }, InputTemplate = "\"<s>\"" } } } });
        Assert.Equal(Pattern, (string?)(await CallAsync("events", "DescribeRule", new { Name = "r" }))["EventPattern"]);
        Assert.Equal("$.detail.severity", (string?)(await CallAsync("events", "ListTargetsByRule", new { Rule = "r" }))["Targets"]![0]!["InputTransformer"]!["InputPathsMap"]!["s"]);

        await CallAsync("logs", "CreateLogGroup", new { logGroupName = "g" });
        await CallAsync("logs", "PutMetricFilter", new
        {
            logGroupName = "g", filterName = "f", filterPattern = "{ $.a = 1 }",
            metricTransformations = new[] { new { metricName = "m", metricNamespace = "n", metricValue = "1", defaultValue = 0 } },
        });
        var filter = (await CallAsync("logs", "DescribeMetricFilters", new { logGroupName = "g" }))["metricFilters"]![0]!;
        Assert.Equal(("{ $.a = 1 }", "n"), ((string?)filter["filterPattern"], (string?)filter["metricTransformations"]![0]!["metricNamespace"]));
    }

    [Fact]
    public async Task A_refusal_has_its_code()
    {
        async Task<string?> CodeAsync(string service, string operation, object input) =>
            (await Assert.ThrowsAnyAsync<Amazon.Runtime.AmazonServiceException>(() => CallAsync(service, operation, input))).ErrorCode;
        Assert.Equal("ResourceNotFound", await CodeAsync("cloudwatch", "DeleteAlarms", new { AlarmNames = new[] { "none" } }));
        Assert.Equal("NotFound", await CodeAsync("sns", "GetTopicAttributes", new { TopicArn = "arn:aws:sns:us-east-1:123456789012:none" }));
        Assert.Equal("ResourceNotFoundException", await CodeAsync("events", "DescribeRule", new { Name = "none" }));
        Assert.Equal("InvalidParameterException", await CodeAsync("logs", "TestMetricFilter", new { filterPattern = "{ $", logEventMessages = new[] { "x" } }));
    }

    private Task<JsonObject> CallAsync(string service, string operation, object input) => ApiInvoker.InvokeAsync(
        AwsSession.Of(_rehearsal.Session), service, operation, (JsonObject)JsonNode.Parse(JsonSerializer.Serialize(input))!, TestContext.Current.CancellationToken);
}
