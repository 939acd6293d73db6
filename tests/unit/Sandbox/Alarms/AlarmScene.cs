using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Sns;

namespace AwsHardening.UnitTests.SandboxTests.Alarms;

/// <summary>An account in which something is measured, and somebody is to be told.</summary>
internal sealed class AlarmScene
{
    public const string Namespace = "Test";

    public SandboxAccount Account { get; } = SandboxAccount.Create();

    public JsonObject Call(string service, string operation, object? input = null, string? region = null) => Account.Invoke(
        service, operation, input is null ? [] : (JsonObject)JsonSerializer.SerializeToNode(input)!, region, record: true);

    public string Refused(string service, string operation, object? input = null) =>
        Xunit.Assert.Throws<AwsErrorException>(() => Call(service, operation, input)).Code;

    public void Pass(double minutes) => ((SteppingClock)Account.Clock).Advance(TimeSpan.FromMinutes(minutes));

    /// <summary>A topic with a subscriber who has confirmed.</summary>
    public string Topic(string name = "alarms", object? attributes = null, bool confirm = true)
    {
        var arn = (string)Call("sns", "CreateTopic", new { Name = name, Attributes = attributes ?? new { } })["TopicArn"]!;
        Call("sns", "Subscribe", new { TopicArn = arn, Protocol = "email", Endpoint = "ops@example.com" });
        if (confirm)
        {
            Call("sns", "ConfirmSubscription", new { TopicArn = arn, Account.Deliveries[^1].Token });
        }

        return arn;
    }

    public void Alarm(string name = "a", object? with = null)
    {
        var input = (JsonObject)JsonSerializer.SerializeToNode(new
        {
            AlarmName = name, Namespace, MetricName = "Count", Statistic = "Sum", Period = 60, EvaluationPeriods = 1, Threshold = 1,
            ComparisonOperator = "GreaterThanOrEqualToThreshold", TreatMissingData = "notBreaching",
        })!;
        foreach (var (member, value) in with is null ? [] : (JsonObject)JsonSerializer.SerializeToNode(with)!)
        {
            if (value is null)
            {
                input.Remove(member);
            }
            else
            {
                input[member] = value.DeepClone();
            }
        }

        Account.Invoke("cloudwatch", "PutMetricAlarm", input, record: true);
    }

    public void Measure(double value, double minutesAgo = 0, string metric = "Count") => Call("cloudwatch", "PutMetricData", new
    {
        Namespace,
        MetricData = new[] { new { MetricName = metric, Value = value, Timestamp = Time(Account.Clock.GetUtcNow().AddMinutes(-minutesAgo)) } },
    });

    public string State(string name = "a") => (string)Shown(name)["StateValue"]!;

    public JsonObject Shown(string name = "a") => (JsonObject)Call("cloudwatch", "DescribeAlarms", new { AlarmNames = new[] { name } })["MetricAlarms"]![0]!;

    public IReadOnlyList<SnsDelivery> Notifications => [.. Account.Deliveries.Where(one => one.Kind == SnsDeliveryKind.Notification)];

    public string Policy(string topicArn, string service, string? condition = null) =>
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"{{service}}"},"Action":"sns:Publish","Resource":"{{topicArn}}"{{(condition is null ? "" : $",\"Condition\":{condition}")}}}]}""";

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
