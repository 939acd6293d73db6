using System.Text.Json.Nodes;
using AwsHardening.Core.Audit;
using AwsHardening.Core.Audit.Alarms;
using AwsHardening.UnitTests.Engine.Audit;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Alarms;

public class EnableAlarmTests
{
    [Fact]
    public async Task All_alarms_are_set_up_once_told_once_confirmed_and_taken_back()
    {
        using var rehearsal = AlarmScene.Make();
        var (before, host) = (rehearsal.State().ToJsonString(), new TestHost());
        var items = await rehearsal.EnableAsync(host, AlarmScene.Options());
        Assert.Empty(host.Errors);
        Assert.All(items, item => Assert.Contains(item.Status, new[] { "Created", "Raised", "PendingConfirmation" }));
        Assert.Equal("PendingConfirmation", items.Single(item => item.ResourceType == "AWS::SNS::Subscription").Status);
        Assert.Contains(host.Warnings, warning => warning.Contains(AlarmScene.Somebody, StringComparison.Ordinal));
        Assert.Equal(20, items.Count(item => item.ResourceType == "AWS::CloudWatch::Alarm"));
        Assert.Equal("AwsHardening", (string)rehearsal.Account.Invoke("cloudwatch", "DescribeAlarms", new() { ["AlarmNames"] = new JsonArray("AwsHardening-RootUse") })["MetricAlarms"]![0]!["Namespace"]!);

        // Nothing more to do, and nothing written.
        rehearsal.Account.ClearCalls();
        var again = await rehearsal.EnableAsync(new TestHost(), AlarmScene.Options());
        Assert.All(again, item => Assert.Contains(item.Status, new[] { "Unchanged", "PendingConfirmation" }));
        Assert.Empty(rehearsal.Mutations);

        rehearsal.Deliver();
        var waiting = await rehearsal.AlarmsAsync(new TestHost());
        Assert.All(waiting, alarm => Assert.Equal("Incomplete", alarm.Status));
        Assert.All(waiting, alarm => Assert.Contains("confirmed", Assert.Single(alarm.Reasons), StringComparison.Ordinal));
        Assert.Equal(1, rehearsal.Account.ConfirmSubscriptions(AlarmScene.Somebody));
        var alarms = await rehearsal.AlarmsAsync(new TestHost());
        Assert.All(alarms, alarm => Assert.True(alarm.Status == "Working", $"{alarm}: {string.Join("; ", alarm.Reasons)}"));
        Assert.All(alarms, alarm => Assert.True(alarm is { TopicEncrypted: true, PublishAllowed: true, PatternAsExpected: true, ActionsEnabled: true, SubscriptionsConfirmed: 1 }));

        var undo = new TestHost();
        await rehearsal.UndoAsync((await rehearsal.ChangesAsync()).Select(change => change.ChangeId), undo);
        // Only what the trail has written stays, with the group that holds it.
        Assert.Equal(["ChangeDrifted"], undo.Errors.Select(error => error.Id).Distinct());
        Assert.Contains("holds logs", Assert.Single(undo.Errors).Message, StringComparison.Ordinal);
        Assert.Equal(before, rehearsal.State().ToJsonString());
    }

    [Fact]
    public async Task Topic_and_key_let_the_services_in_and_no_other_account_as_far_as_AWS_can_tell()
    {
        using var rehearsal = AlarmScene.Make();
        await rehearsal.EnableAsync(new TestHost(), AlarmScene.Options("RootUse"));
        var policy = Policy(rehearsal);
        var statement = Assert.Single(policy["Statement"]!.AsArray());
        Assert.Equal("cloudwatch.amazonaws.com", (string)statement!["Principal"]!["Service"]!);
        Assert.Equal(rehearsal.Account.AccountId, (string)statement["Condition"]!["StringEquals"]!["aws:SourceAccount"]!);
        // With the findings, EventBridge comes in beside it, in the topic's policy and in the key's.
        var items = await rehearsal.EnableAsync(new TestHost(), AlarmScene.Options("GuardDutyFinding"));
        Assert.Equal(2, items.Count(item => item.Status == "Raised"));
        Assert.Equal(["cloudwatch.amazonaws.com", "events.amazonaws.com"], Policy(rehearsal)["Statement"]!.AsArray().Select(one => (string)one!["Principal"]!["Service"]!));
        Assert.All(await rehearsal.EnableAsync(new TestHost(), AlarmScene.Options("GuardDutyFinding", "RootUse")), item => Assert.Null(item.ChangeId));
    }

    [Fact]
    public async Task A_filter_of_another_name_that_sees_the_same_is_not_doubled()
    {
        using var rehearsal = AlarmScene.Make();
        await rehearsal.EnableAsync(new TestHost(), AlarmScene.Options("UserCreated"));
        rehearsal.Account.Invoke("logs", "PutMetricFilter", new()
        {
            ["logGroupName"] = AlarmScene.Group,
            ["filterName"] = "theirs",
            ["filterPattern"] = "{$.userIdentity.type=\"Root\" && $.userIdentity.invokedBy NOT EXISTS && $.eventType !=\"AwsServiceEvent\"}",
            ["metricTransformations"] = new JsonArray(new JsonObject { ["metricName"] = "RootCount", ["metricNamespace"] = "CISBenchmark", ["metricValue"] = "1" }),
        });
        rehearsal.Account.ClearCalls();
        var items = await rehearsal.EnableAsync(new TestHost(), AlarmScene.Options("RootUse"));
        var filter = items.Single(item => item.ResourceType == "AWS::Logs::MetricFilter");
        Assert.Equal(("Adopted", $"{AlarmScene.Group}|theirs"), (filter.Status, filter.ResourceId));
        var put = Assert.Single(rehearsal.Mutations);
        Assert.Equal(("PutMetricAlarm", "CISBenchmark", "RootCount"), (put.Operation, (string)put.Parameters["Namespace"]!, (string)put.Parameters["MetricName"]!));
        Assert.Equal("theirs", (await rehearsal.AlarmsAsync(new TestHost(), "RootUse"))[0].FilterName);
    }

    [Fact]
    public async Task An_alarm_of_another_name_that_tells_the_same_topic_is_adopted()
    {
        using var rehearsal = AlarmScene.Make();
        await rehearsal.EnableAsync(new TestHost(), AlarmScene.Options("RootUse"));
        var own = (JsonObject)rehearsal.Account.Invoke("cloudwatch", "DescribeAlarms", [])["MetricAlarms"]![0]!;
        rehearsal.Account.Invoke("cloudwatch", "PutMetricAlarm", AlarmKind.Parameters("theirs", own));
        rehearsal.Account.Invoke("cloudwatch", "DeleteAlarms", new() { ["AlarmNames"] = new JsonArray("AwsHardening-RootUse") });
        rehearsal.Account.ClearCalls();
        var items = await rehearsal.EnableAsync(new TestHost(), AlarmScene.Options("RootUse"));
        Assert.Equal(("Adopted", "theirs"), items.Where(item => item.ResourceType == "AWS::CloudWatch::Alarm").Select(item => (item.Status, item.ResourceId)).Single());
        Assert.Empty(rehearsal.Mutations);
    }

    [Fact]
    public async Task An_alarm_of_its_name_that_is_otherwise_is_raised_and_comes_back_as_it_was()
    {
        using var rehearsal = AlarmScene.Make();
        await rehearsal.EnableAsync(new TestHost(), AlarmScene.Options("RootUse"));
        rehearsal.Account.Invoke("cloudwatch", "PutMetricAlarm", new()
        {
            ["AlarmName"] = "AwsHardening-RootUse", ["Namespace"] = "AwsHardening", ["MetricName"] = "RootUse", ["Statistic"] = "Sum", ["Period"] = 60,
            ["EvaluationPeriods"] = 3, ["Threshold"] = 10, ["ComparisonOperator"] = "GreaterThanThreshold", ["ActionsEnabled"] = false,
            ["OKActions"] = new JsonArray(rehearsal.Topic()), ["AlarmDescription"] = "theirs",
        });
        rehearsal.Account.Invoke("logs", "PutMetricFilter", new()
        {
            ["logGroupName"] = AlarmScene.Group, ["filterName"] = "AwsHardening-RootUse", ["filterPattern"] = "{ $.eventName = Nothing }",
            ["metricTransformations"] = new JsonArray(new JsonObject { ["metricName"] = "Odd", ["metricNamespace"] = "Odd", ["metricValue"] = "2" }),
        });
        var before = rehearsal.State().ToJsonString();
        var status = (await rehearsal.AlarmsAsync(new TestHost(), "RootUse"))[0];
        Assert.Equal("Incomplete", status.Status);
        Assert.Equal((false, false), (status.PatternAsExpected, status.ActionsEnabled));
        var items = await rehearsal.EnableAsync(new TestHost(), AlarmScene.Options("RootUse"));
        Assert.Equal(2, items.Count(item => item.Status == "Raised"));
        var alarm = rehearsal.Account.Invoke("cloudwatch", "DescribeAlarms", [])["MetricAlarms"]![0]!;
        Assert.Equal((1d, "theirs", true), ((double)alarm["Threshold"]!, (string)alarm["AlarmDescription"]!, (bool)alarm["ActionsEnabled"]!));
        Assert.Single(alarm["OKActions"]!.AsArray());
        var host = new TestHost();
        await rehearsal.UndoAsync(items.Where(item => item.ChangeId is not null).Select(item => item.ChangeId!), host);
        Assert.Empty(host.Errors);
        Assert.Equal(before, rehearsal.State().ToJsonString());
    }

    [Fact]
    public async Task A_topic_of_the_user_stays_as_it_is_and_what_it_lacks_is_said()
    {
        using var rehearsal = AlarmScene.Make();
        var arn = (string)rehearsal.Account.Invoke("sns", "CreateTopic", new() { ["Name"] = "theirs", ["Attributes"] = new JsonObject { ["KmsMasterKeyId"] = "alias/aws/sns" } })["TopicArn"]!;
        var host = new TestHost();
        var items = await rehearsal.EnableAsync(host, new SecurityAlarmOptions { Names = ["RootUse", "GuardDutyFinding"], TopicArn = arn });
        Assert.Empty(host.Errors);
        Assert.Contains(host.Warnings, warning => warning.Contains("alias/aws/sns", StringComparison.Ordinal) && warning.Contains("cloudwatch", StringComparison.Ordinal));
        Assert.Contains(host.Warnings, warning => warning.Contains("events.amazonaws.com", StringComparison.Ordinal));
        Assert.Contains(host.Warnings, warning => warning.Contains("nobody has confirmed", StringComparison.Ordinal));
        Assert.DoesNotContain(rehearsal.Mutations, call => call.Service is "sns" or "kms");
        Assert.Equal("Unchanged", items.Single(item => item.ResourceType == "AWS::SNS::Topic").Status);
    }

    [Theory]
    [InlineData("arn:aws:sns:eu-west-1:123456789012:elsewhere", "TopicElsewhere")]
    [InlineData("arn:aws:sns:us-east-1:123456789012:nothing", "TopicNotFound")]
    public async Task A_topic_that_cannot_be_told_is_refused_and_nothing_is_put_on_it(string arn, string error)
    {
        using var rehearsal = AlarmScene.Make();
        var host = new TestHost();
        var items = await rehearsal.EnableAsync(host, new SecurityAlarmOptions { Names = ["GuardDutyFinding"], TopicArn = arn });
        Assert.Equal([error, "SecurityAlarmSkipped"], host.Errors.Select(one => one.Id));
        Assert.All(items, item => Assert.Equal("Failed", item.Status));
        Assert.Empty(rehearsal.Mutations);
    }

    [Fact]
    public async Task Nobody_to_tell_no_such_alarm_and_no_trail_are_refused_before_anything_is_made()
    {
        using var rehearsal = AlarmScene.Make();
        async Task<string> RefusedAsync(SecurityAlarmOptions options)
        {
            var host = new TestHost();
            Assert.Empty(await rehearsal.EnableAsync(host, options));
            return Assert.Single(host.Errors).Id;
        }

        Assert.Equal("NobodyToTell", await RefusedAsync(new() { Names = ["RootUse"] }));
        Assert.Equal("SecurityAlarmNotKnown", await RefusedAsync(AlarmScene.Options("RootUs")));
        Assert.Equal("NoTrailForAlarms", await RefusedAsync(AlarmScene.Options("RootUse") with { TrailName = "other" }));
        rehearsal.Account.Invoke("cloudtrail", "UpdateTrail", new() { ["Name"] = "all", ["IsMultiRegionTrail"] = false });
        Assert.Equal("TrailOfOneRegion", await RefusedAsync(AlarmScene.Options("RootUse")));
        rehearsal.Account.Invoke("cloudtrail", "DeleteTrail", new() { ["Name"] = "all" });
        Assert.Equal("NoTrailForAlarms", await RefusedAsync(AlarmScene.Options("RootUse")));
        Assert.Empty(rehearsal.Mutations);
    }

    [Theory]
    [InlineData("arn:aws:logs:us-east-1:999999999999:log-group:org:*", "arn:aws:cloudtrail:us-east-1:999999999999:trail/org", "TrailLogsElsewhere")]
    [InlineData(null, "arn:aws:cloudtrail:us-east-1:999999999999:trail/org", "OrganizationTrailWithoutLogs")]
    [InlineData(null, "arn:aws:cloudtrail:us-east-1:123456789012:trail/org", null)]
    public void A_trail_of_the_organization_is_refused_where_its_logs_are_out_of_reach(string? logs, string arn, string? error)
    {
        using var rehearsal = AlarmScene.Make();
        var trail = new JsonObject
        {
            ["Name"] = "org", ["TrailARN"] = arn, ["HomeRegion"] = "us-east-1", ["IsMultiRegionTrail"] = true, ["CloudWatchLogsLogGroupArn"] = logs,
        };
        Assert.Equal(error, AlarmTrail.Refusal(trail, null, "123456789012", Core.Account.AwsSession.Of(rehearsal.Session))?.Id);
    }

    [Fact]
    public async Task From_another_Region_the_alarms_are_in_the_trails_and_the_findings_here()
    {
        using var rehearsal = AlarmScene.Make();
        using var there = Core.Account.SessionOperation.InRegion(rehearsal.Session, "eu-west-1");
        rehearsal.Account.Invoke("guardduty", "CreateDetector", new() { ["Enable"] = true }, "eu-west-1");
        var items = await AuditScene.ListAsync(SecurityAlarmOperation.EnableAsync(there, AlarmScene.Options("RootUse", "GuardDutyFinding"), new TestHost(), TestContext.Current.CancellationToken));
        Assert.Equal("us-east-1", items.Single(item => item.ResourceType == "AWS::CloudWatch::Alarm").Region);
        Assert.Equal("eu-west-1", items.Single(item => item.ResourceType == "AWS::Events::Rule").Region);
        Assert.Equal(["eu-west-1", "us-east-1"], items.Where(item => item.ResourceType == "AWS::SNS::Topic").Select(item => item.Region).Order());
    }

    [Fact]
    public async Task A_plan_says_all_of_it_changes_nothing_and_does_it_when_it_is_applied()
    {
        using var rehearsal = AlarmScene.Make();
        var host = new TestHost();
        var plan = await SecurityAlarmOperation.PlanEnableAsync(rehearsal.Session, AlarmScene.Options("RootUse", "UnusualKmsActivity", "GuardDutyFinding"), host, TestContext.Current.CancellationToken);
        Assert.Empty(host.Errors);
        Assert.Empty(rehearsal.Mutations);
        Assert.Equal(12, plan!.Changes.Count);
        var made = await rehearsal.InvokeAsync(plan, host);
        Assert.Empty(host.Errors);
        Assert.All(made, change => Assert.Equal(HardeningChangeStatus.Applied, change.Status));
        Assert.Null(await SecurityAlarmOperation.PlanEnableAsync(rehearsal.Session, AlarmScene.Options("RootUse", "UnusualKmsActivity", "GuardDutyFinding"), host, TestContext.Current.CancellationToken));
    }

    private static JsonNode Policy(Rehearsal rehearsal) => JsonNode.Parse(
        (string)rehearsal.Account.Invoke("sns", "GetTopicAttributes", new() { ["TopicArn"] = rehearsal.Topic() })["Attributes"]!["Policy"]!)!;
}
