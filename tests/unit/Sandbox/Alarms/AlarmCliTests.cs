using System.Text.Json.Nodes;
using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Hosting;
using AwsHardening.UnitTests.SandboxTests.AwsCli;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.Alarms;

/// <summary>What the <c>aws</c> CLI makes of alarms, topics and rules, in whichever protocol it chooses.</summary>
public class AlarmCliTests
{
    [Fact]
    public async Task Alarms_topics_rules_and_filters_are_what_the_CLI_expects()
    {
        Assert.SkipWhen(Tools.Aws is null, "The aws CLI is not on this machine.");
        var account = SandboxAccount.Create(new SandboxOptions { TimeProvider = TimeProvider.System });
        await using var server = SandboxServer.Start(account);
        var aws = new AwsCommand(server.Endpoint);
        async Task<JsonNode> AskAsync(params string[] args)
        {
            var answer = await aws.RunAsync(TestContext.Current.CancellationToken, args);
            Assert.Null(answer.Error);
            return answer.Output ?? new JsonObject();
        }

        async Task<string?> RefusedAsync(params string[] args) => (await aws.RunAsync(TestContext.Current.CancellationToken, args)).Error;

        var topic = (string)(await AskAsync("sns", "create-topic", "--name", "alarms", "--attributes", "DisplayName=Alarms"))["TopicArn"]!;
        Assert.Equal("pending confirmation", (string?)(await AskAsync("sns", "subscribe", "--topic-arn", topic, "--protocol", "email", "--notification-endpoint", "ops@example.com"))["SubscriptionArn"]);
        account.Invoke("sns", "ConfirmSubscription", new JsonObject { ["TopicArn"] = topic, ["Token"] = account.Deliveries[^1].Token });

        await AskAsync(
            "cloudwatch", "put-metric-alarm", "--alarm-name", "a", "--namespace", "Test", "--metric-name", "Count", "--statistic", "Sum", "--period", "300",
            "--evaluation-periods", "1", "--threshold", "1.5", "--comparison-operator", "GreaterThanOrEqualToThreshold", "--treat-missing-data", "notBreaching",
            "--dimensions", "Name=d,Value=x", "--alarm-actions", topic);
        var alarm = (await AskAsync("cloudwatch", "describe-alarms", "--alarm-names", "a"))["MetricAlarms"]![0]!;
        Assert.Equal((1.5, "x", topic), ((double)alarm["Threshold"]!, (string?)alarm["Dimensions"]![0]!["Value"], (string?)alarm["AlarmActions"]![0]));
        // As the protocol has it in this version of the CLI, as text in others.
        Assert.InRange(AwsHardening.Sandbox.Wire.Timestamps.FromModel(alarm["StateUpdatedTimestamp"]!), account.Clock.GetUtcNow().AddMinutes(-5), account.Clock.GetUtcNow().AddMinutes(5));
        await AskAsync("cloudwatch", "set-alarm-state", "--alarm-name", "a", "--state-value", "ALARM", "--state-reason", "a drill");
        Assert.Contains("a drill", account.Deliveries[^1].Message, StringComparison.Ordinal);
        Assert.Equal("ValidationError", await RefusedAsync(
            "cloudwatch", "put-metric-alarm", "--alarm-name", "a", "--namespace", "Test", "--metric-name", "Count", "--statistic", "Sum", "--period", "61",
            "--evaluation-periods", "1", "--threshold", "1", "--comparison-operator", "GreaterThanOrEqualToThreshold"));

        var rule = (string)(await AskAsync("events", "put-rule", "--name", "r", "--event-pattern", """{"source":["aws.guardduty"]}"""))["RuleArn"]!;
        Assert.Equal(0, (int)(await AskAsync("events", "put-targets", "--rule", "r", "--targets", $"Id=1,Arn={topic}"))["FailedEntryCount"]!);
        Assert.Equal("arn:aws:events:us-east-1:123456789012:rule/r", rule);
        Assert.Equal("ValidationException", await RefusedAsync("events", "delete-rule", "--name", "r"));

        account.Invoke("logs", "CreateLogGroup", new JsonObject { ["logGroupName"] = "g" });
        await AskAsync(
            "logs", "put-metric-filter", "--log-group-name", "g", "--filter-name", "f", "--filter-pattern", "{ $.a = 1 }",
            "--metric-transformations", "metricName=m,metricNamespace=n,metricValue=1");
        Assert.Equal("{ $.a = 1 }", (string?)(await AskAsync("logs", "describe-metric-filters", "--log-group-name", "g"))["metricFilters"]![0]!["filterPattern"]);
        Assert.Equal("InvalidParameterException", await RefusedAsync("logs", "test-metric-filter", "--filter-pattern", "{ $.a", "--log-event-messages", "x"));
    }
}
