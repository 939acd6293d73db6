using System.Text.Json;
using System.Text.Json.Nodes;
using AwsHardening.Sandbox;

namespace AwsHardening.UnitTests.Engine.RandomAccounts;

/// <summary>Puts metric filters, topics with subscriptions, alarms, anomaly detectors and rules into an account.</summary>
internal sealed class RandomAlarms(SandboxAccount account, Random random)
{
    public static SandboxAccount Fill(SandboxAccount account, int seed)
    {
        var maker = new RandomAlarms(account, new Random(seed));
        var topic = maker.Topic();
        maker.Filter();
        maker.Alarm(topic);
        maker.Rule(topic);
        return account;
    }

    private string Topic()
    {
        var arn = (string)Call("sns", "CreateTopic", new
        {
            Name = "alarms", Attributes = new { DisplayName = Chance(50) ? "Ops" : "", KmsMasterKeyId = Chance(50) ? "alias/aws/sns" : "" },
            Tags = Chance(50) ? new[] { new { Key = "k", Value = "Ünïcode <&>" } } : [],
        })["TopicArn"]!;
        if (Chance(70))
        {
            Call("sns", "Subscribe", new { TopicArn = arn, Protocol = "email", Endpoint = "ops@example.com" });
            if (Chance(50))
            {
                Call("sns", "ConfirmSubscription", new { TopicArn = arn, account.Deliveries[^1].Token });
            }
        }

        Call("sns", "Subscribe", new { TopicArn = arn, Protocol = "sqs", Endpoint = $"arn:aws:sqs:{account.Region}:{account.AccountId}:q" });
        return arn;
    }

    private void Filter()
    {
        Call("logs", "CreateLogGroup", new { logGroupName = "random-trail" });
        for (var i = 0; i < 2; i++)
        {
            Call("logs", "PutMetricFilter", new
            {
                logGroupName = "random-trail", filterName = $"filter {i}", filterPattern = Chance(50) ? """{ ($.eventName = "CreateUser") && ($.x NOT EXISTS) }""" : "ERROR",
                metricTransformations = new[] { new { metricName = $"M{i}", metricNamespace = "Mine", metricValue = "1", unit = "Count" } },
            });
        }
    }

    private void Alarm(string topic)
    {
        Call("cloudwatch", "PutMetricAlarm", new
        {
            AlarmName = "plain", AlarmDescription = Chance(50) ? "d" : "e", Namespace = "Mine", MetricName = "M0", Statistic = "Sum", Period = 300, EvaluationPeriods = 1,
            Threshold = Chance(50) ? 1 : 2.5, ComparisonOperator = "GreaterThanOrEqualToThreshold", TreatMissingData = Chance(50) ? "notBreaching" : "ignore",
            AlarmActions = new[] { topic }, ActionsEnabled = Chance(70), Tags = Chance(50) ? new[] { new { Key = "k", Value = "v" } } : [],
        });
        Call("cloudwatch", "PutMetricAlarm", new
        {
            AlarmName = "unusual", EvaluationPeriods = 1, ComparisonOperator = "GreaterThanUpperThreshold", ThresholdMetricId = "ad1",
            Metrics = new object[]
            {
                new { Id = "m1", MetricStat = new { Metric = new { Namespace = "Mine", MetricName = "M1", Dimensions = new[] { new { Name = "d", Value = "x" } } }, Period = 300, Stat = "Average" } },
                new { Id = "ad1", Expression = "ANOMALY_DETECTION_BAND(m1, 3)", Label = "usual" },
            },
        });
        if (Chance(50))
        {
            Call("cloudwatch", "SetAlarmState", new { AlarmName = "plain", StateValue = "ALARM", StateReason = "r" });
        }
    }

    private void Rule(string topic)
    {
        Call("events", "PutRule", new { Name = "findings", EventPattern = """{"source":["aws.guardduty"],"detail":{"severity":[{"numeric":[">=",7]}]}}""", Description = "d", State = Chance(50) ? "ENABLED" : "DISABLED" });
        Call("events", "PutTargets", new { Rule = "findings", Targets = new object[] { new { Id = "t", Arn = topic, InputTransformer = new { InputPathsMap = new { s = "$.detail.severity" }, InputTemplate = "\"<s>\"" } } } });
        if (Chance(50))
        {
            Call("events", "PutRule", new { Name = "daily", ScheduleExpression = "rate(1 day)", Tags = new[] { new { Key = "k", Value = "v" } } });
        }
    }

    private bool Chance(int percent) => random.Next(100) < percent;

    private JsonObject Call(string service, string operation, object? input) =>
        account.Invoke(service, operation, (JsonObject)JsonSerializer.SerializeToNode(input)!, account.Region);
}
