using AwsHardening.Core.Audit.Alarms;
using AwsHardening.Core.Reporting;
using AwsHardening.Core.Reporting.Rules;
using AwsHardening.Sandbox;

namespace AwsHardening.UnitTests.Engine.Reporting;

/// <content>Who is told of what, and by what.</content>
internal static partial class Examples
{
    private static Dictionary<string, (Action<SandboxAccount> Fails, Action<SandboxAccount> Passes)> Alarms() => new(
        // An alarm as the benchmark has it, and all of that without anybody who has confirmed that he wants to know.
        RuleCatalog.All.OfType<AlarmRule>().ToDictionary<AlarmRule, string, (Action<SandboxAccount>, Action<SandboxAccount>)>(
            rule => rule.Info.Id, rule => (account => Alarm(account, rule, "email"), account => Alarm(account, rule, "sqs"))), StringComparer.Ordinal)
    {
        ["sns-topic-public"] = (a => a.Call("sns", "SetTopicAttributes", new
        {
            TopicArn = Topic(a), AttributeName = "Policy",
            AttributeValue = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sns:Publish","Resource":"*"}]}""",
        }), a => Topic(a)),
        ["sns-topic-encryption"] = (a => Topic(a), a => a.Call("sns", "SetTopicAttributes", new { TopicArn = Topic(a), AttributeName = "KmsMasterKeyId", AttributeValue = Key(a) })),
    };

    private static string Topic(SandboxAccount account) => (string)account.Call("sns", "CreateTopic", new { Name = "example" })["TopicArn"]!;

    private static void Alarm(SandboxAccount account, AlarmRule rule, string protocol)
    {
        account.Trail(extra: LogGroup(account));
        var topic = Topic(account);
        account.Call("sns", "Subscribe", new { TopicArn = topic, Protocol = protocol, Endpoint = protocol == "email" ? "somebody@example.com" : "arn:aws:sqs:us-east-1:111122223333:example" });
        Alarm(account, SecurityAlarmCatalog.All.Single(alarm => alarm.Compliance.SequenceEqual(rule.Info.Compliance)).Pattern, topic);
    }

    private static void Alarm(SandboxAccount account, string pattern, string topic)
    {
        account.Call("logs", "PutMetricFilter", new
        {
            logGroupName = "trail", filterName = "example", filterPattern = pattern, metricTransformations = new[] { new { metricName = "example", metricNamespace = "Example", metricValue = "1" } },
        });
        account.Call("cloudwatch", "PutMetricAlarm", new
        {
            AlarmName = "example", MetricName = "example", Namespace = "Example", Statistic = "Sum", Period = 300, EvaluationPeriods = 1, Threshold = 1.0,
            ComparisonOperator = "GreaterThanOrEqualToThreshold", AlarmActions = new[] { topic },
        });
    }
}
