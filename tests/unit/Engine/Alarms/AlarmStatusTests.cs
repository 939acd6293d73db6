using System.Text.Json.Nodes;
using AwsHardening.Core.Audit;
using AwsHardening.Core.Audit.Alarms;
using AwsHardening.Sandbox.Faults;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Alarms;

public class AlarmStatusTests
{
    [Fact]
    public async Task An_account_without_alarms_has_them_missing_and_one_without_a_trail_too()
    {
        using var rehearsal = AlarmScene.Make();
        Assert.All(await rehearsal.AlarmsAsync(new TestHost()), alarm => Assert.Equal("Missing", alarm.Status));
        rehearsal.Account.Invoke("cloudtrail", "DeleteTrail", new() { ["Name"] = "all" });
        var host = new TestHost();
        Assert.All(await rehearsal.AlarmsAsync(host, "RootUse"), alarm => Assert.Contains(alarm.Reasons, reason => reason.Contains("no trail", StringComparison.Ordinal)));
        Assert.Empty(host.Errors);
        Assert.Empty(rehearsal.Mutations);
    }

    [Theory]
    [InlineData("cloudtrail", "DescribeTrails", "RootUse")]
    [InlineData("logs", "DescribeMetricFilters", "RootUse")]
    [InlineData("cloudwatch", "DescribeAlarms", "RootUse")]
    [InlineData("cloudwatch", "DescribeAnomalyDetectors", "UnusualKmsActivity")]
    [InlineData("sns", "GetTopicAttributes", "RootUse")]
    [InlineData("sns", "ListSubscriptionsByTopic", "RootUse")]
    [InlineData("kms", "DescribeKey", "RootUse")]
    [InlineData("kms", "GetKeyPolicy", "RootUse")]
    [InlineData("events", "DescribeRule", "GuardDutyFinding")]
    [InlineData("events", "ListTargetsByRule", "GuardDutyFinding")]
    [InlineData("events", "TestEventPattern", "GuardDutyFinding")]
    [InlineData("guardduty", "ListDetectors", "GuardDutyFinding")]
    public async Task What_may_not_be_read_is_unknown_never_working_and_never_missing(string service, string operation, string name)
    {
        using var rehearsal = await WorkingAsync("RootUse", "UnusualKmsActivity", "GuardDutyFinding");
        rehearsal.Account.Faults.Add(new FaultRule(FaultKind.AccessDenied, service, operation));
        var host = new TestHost();
        var alarm = Assert.Single(await rehearsal.AlarmsAsync(host, name));
        Assert.Empty(host.Errors);
        Assert.True(alarm.Status == "Unknown", $"{alarm}: {string.Join("; ", alarm.Reasons)}");
        Assert.Contains(alarm.Reasons, reason => reason.Contains(operation, StringComparison.OrdinalIgnoreCase) || reason.Contains($"{service}:", StringComparison.Ordinal));
        var test = Assert.Single(await rehearsal.TestAlarmsAsync(new TestHost(), name));
        Assert.NotEqual("Passed", test.Result);
    }

    [Theory]
    [InlineData("the filter's pattern", "logs", "PutMetricFilter", """{"logGroupName":"aws-hardening-cloudtrail","filterName":"AwsHardening-RootUse","filterPattern":"{ $.eventName = Nothing }","metricTransformations":[{"metricName":"RootUse","metricNamespace":"AwsHardening","metricValue":"1"}]}""")]
    [InlineData("no metric filter", "logs", "DeleteMetricFilter", """{"logGroupName":"aws-hardening-cloudtrail","filterName":"AwsHardening-RootUse"}""")]
    [InlineData("another metric", "logs", "PutMetricFilter", """{"logGroupName":"aws-hardening-cloudtrail","filterName":"AwsHardening-RootUse","filterPattern":"{ $.userIdentity.type = Root && $.userIdentity.invokedBy NOT EXISTS && $.eventType != AwsServiceEvent }","metricTransformations":[{"metricName":"Else","metricNamespace":"AwsHardening","metricValue":"1"}]}""")]
    [InlineData("no alarm", "cloudwatch", "DeleteAlarms", """{"AlarmNames":["AwsHardening-RootUse"]}""")]
    [InlineData("turned off", "cloudwatch", "DisableAlarmActions", """{"AlarmNames":["AwsHardening-RootUse"]}""")]
    [InlineData("tells no topic", "cloudwatch", "PutMetricAlarm", """{"AlarmName":"AwsHardening-RootUse","Namespace":"AwsHardening","MetricName":"RootUse","Statistic":"Sum","Period":300,"EvaluationPeriods":1,"Threshold":1,"ComparisonOperator":"GreaterThanOrEqualToThreshold"}""")]
    [InlineData("by one event", "cloudwatch", "PutMetricAlarm", """{"AlarmName":"AwsHardening-RootUse","Namespace":"AwsHardening","MetricName":"RootUse","Statistic":"Sum","Period":300,"EvaluationPeriods":1,"Threshold":5,"ComparisonOperator":"GreaterThanOrEqualToThreshold","AlarmActions":["arn:aws:sns:us-east-1:123456789012:AwsHardening-SecurityAlarms"]}""")]
    [InlineData("the topic's policy", "sns", "SetTopicAttributes", """{"TopicArn":"arn:aws:sns:us-east-1:123456789012:AwsHardening-SecurityAlarms","AttributeName":"Policy","AttributeValue":"{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"cloudwatch.amazonaws.com\"},\"Action\":\"sns:Publish\",\"Resource\":\"*\",\"Condition\":{\"StringEquals\":{\"aws:SourceAccount\":\"999999999999\"}}}]}"}""")]
    [InlineData("alias/aws/sns", "sns", "SetTopicAttributes", """{"TopicArn":"arn:aws:sns:us-east-1:123456789012:AwsHardening-SecurityAlarms","AttributeName":"KmsMasterKeyId","AttributeValue":"alias/aws/sns"}""")]
    [InlineData("the topic is not there", "sns", "DeleteTopic", """{"TopicArn":"arn:aws:sns:us-east-1:123456789012:AwsHardening-SecurityAlarms"}""")]
    [InlineData("is not logging", "cloudtrail", "StopLogging", """{"Name":"all"}""")]
    [InlineData("delivers to no log group", "cloudtrail", "UpdateTrail", """{"Name":"all","CloudWatchLogsLogGroupArn":"","CloudWatchLogsRoleArn":""}""")]
    public async Task Each_link_that_breaks_is_told_and_fails_the_test(string reason, string service, string operation, string input)
    {
        using var rehearsal = await WorkingAsync("RootUse");
        rehearsal.Account.Invoke(service, operation, (JsonObject)JsonNode.Parse(input)!);
        var alarm = Assert.Single(await rehearsal.AlarmsAsync(new TestHost(), "RootUse"));
        Assert.NotEqual("Working", alarm.Status);
        Assert.Contains(alarm.Reasons, one => one.Contains(reason, StringComparison.Ordinal));
        var test = Assert.Single(await rehearsal.TestAlarmsAsync(new TestHost(), "RootUse"));
        Assert.Equal("Failed", test.Result);
        Assert.Equal("Skipped", test.Checks.Single(check => check.Check == "Delivery").State);
    }

    [Fact]
    public async Task An_event_goes_through_to_whoever_has_confirmed_as_often_as_it_is_tried()
    {
        using var rehearsal = await WorkingAsync();
        var before = rehearsal.Account.Deliveries.Count;
        rehearsal.Account.ClearCalls();
        var tests = await rehearsal.TestAlarmsAsync(new TestHost());
        Assert.All(tests, test => Assert.True(test.Result == "Passed", $"{test}: {test.Reason}"));
        Assert.All(tests.Where(test => test.Name != "UnusualKmsActivity"), test => Assert.Equal("Pass", test.Checks[^1].State));
        Assert.Equal(20, rehearsal.Account.Deliveries.Skip(before).Select(mail => mail.Subject ?? mail.Message).Distinct().Count(text => text.Length > 0));
        Assert.Equal("Passed", Assert.Single(await rehearsal.TestAlarmsAsync(new TestHost(), "RootUse")).Result);
        Assert.Empty(rehearsal.Mutations);
    }

    [Fact]
    public async Task On_a_real_account_the_state_is_set_for_a_moment_as_a_change_that_can_be_taken_back()
    {
        using var rehearsal = await WorkingAsync("RootUse");
        var host = new TestHost();
        var session = Core.Account.AwsSession.Of(rehearsal.Session);
        await using var runner = (await Core.Changes.ChangeRunner.BeginAsync(rehearsal.Session, new(), host, TestContext.Current.CancellationToken))!;
        var scene = await Core.Audit.Alarms.AlarmScene.OpenAsync(rehearsal.Session, new() { Names = ["RootUse"] }, needsTrail: true, TestContext.Current.CancellationToken);
        var links = await new AlarmStatus(scene, TestContext.Current.CancellationToken).ReadAsync(scene.Alarms[0]);
        var told = rehearsal.Account.Deliveries.Count;
        var check = await new AlarmDelivery(scene, runner).SetStateAsync(links, runner, TestContext.Current.CancellationToken);
        Assert.Equal("Pass", check.State);
        Assert.Single(rehearsal.Account.Deliveries.Skip(told), mail => mail.Subject!.Contains("ALARM", StringComparison.Ordinal));
        Assert.Single(host.Asked);
        Assert.Equal("SetAlarmState", Assert.Single(rehearsal.Mutations, call => call.Service == "cloudwatch" && call.Operation == "SetAlarmState").Operation);
        Assert.Equal(session.Region, links.Record.Region);
    }

    private static async Task<Rehearsal> WorkingAsync(params string[] names)
    {
        var rehearsal = AlarmScene.Make();
        var host = new TestHost();
        await rehearsal.EnableAsync(host, AlarmScene.Options(names));
        Assert.Empty(host.Errors);
        rehearsal.Account.ConfirmSubscriptions(AlarmScene.Somebody);
        rehearsal.Deliver();
        return rehearsal;
    }
}
