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
        await AskAsync("sns", "confirm-subscription", "--topic-arn", topic, "--token", account.Deliveries[^1].Token!);

        await AskAsync(
            "cloudwatch", "put-metric-alarm", "--alarm-name", "a", "--namespace", "Test", "--metric-name", "Count", "--statistic", "Sum", "--period", "300",
            "--evaluation-periods", "1", "--threshold", "1.5", "--comparison-operator", "GreaterThanOrEqualToThreshold", "--treat-missing-data", "notBreaching",
            "--dimensions", "Name=d,Value=x", "--alarm-actions", topic);
        var alarm = (await AskAsync("cloudwatch", "describe-alarms", "--alarm-names", "a"))["MetricAlarms"]![0]!;
        Assert.Equal((1.5, "x", topic), ((double)alarm["Threshold"]!, (string?)alarm["Dimensions"]![0]!["Value"], (string?)alarm["AlarmActions"]![0]));
        Assert.Equal(DateTimeOffset.UtcNow.Year, DateTimeOffset.Parse((string)alarm["StateUpdatedTimestamp"]!, System.Globalization.CultureInfo.InvariantCulture).Year);
        await AskAsync("cloudwatch", "put-metric-data", "--namespace", "Test", "--metric-name", "Count", "--value", "2", "--dimensions", "d=x");
        Assert.Single((await AskAsync("cloudwatch", "list-metrics", "--namespace", "Test"))["Metrics"]!.AsArray());
        await AskAsync("cloudwatch", "set-alarm-state", "--alarm-name", "a", "--state-value", "ALARM", "--state-reason", "a drill");
        Assert.Contains("a drill", account.Deliveries[^1].Message, StringComparison.Ordinal);
        Assert.Equal("ResourceNotFound", await RefusedAsync("cloudwatch", "set-alarm-state", "--alarm-name", "none", "--state-value", "OK", "--state-reason", "r"));
        Assert.Equal("ValidationError", await RefusedAsync(
            "cloudwatch", "put-metric-alarm", "--alarm-name", "a", "--namespace", "Test", "--metric-name", "Count", "--statistic", "Sum", "--period", "61",
            "--evaluation-periods", "1", "--threshold", "1", "--comparison-operator", "GreaterThanOrEqualToThreshold"));

        Assert.Equal("NotFound", await RefusedAsync("sns", "get-topic-attributes", "--topic-arn", topic + "x"));
        var rule = (string)(await AskAsync("events", "put-rule", "--name", "r", "--event-pattern", """{"source":["aws.guardduty"]}"""))["RuleArn"]!;
        Assert.Equal(0, (int)(await AskAsync("events", "put-targets", "--rule", "r", "--targets", $"Id=1,Arn={topic}"))["FailedEntryCount"]!);
        Assert.Equal(rule, (string?)(await AskAsync("events", "describe-rule", "--name", "r"))["Arn"]);
        Assert.Equal("ValidationException", await RefusedAsync("events", "delete-rule", "--name", "r"));

        await AskAsync("logs", "create-log-group", "--log-group-name", "g");
        await AskAsync(
            "logs", "put-metric-filter", "--log-group-name", "g", "--filter-name", "f", "--filter-pattern", "{ $.a = 1 }",
            "--metric-transformations", "metricName=m,metricNamespace=n,metricValue=1");
        Assert.Equal("{ $.a = 1 }", (string?)(await AskAsync("logs", "describe-metric-filters", "--log-group-name", "g"))["metricFilters"]![0]!["filterPattern"]);
        Assert.Equal("InvalidParameterException", await RefusedAsync("logs", "test-metric-filter", "--filter-pattern", "{ $.a", "--log-event-messages", "x"));
    }
}
