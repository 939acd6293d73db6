using AwsHardening.Core.Audit;
using AwsHardening.Core.Audit.Alarms;
using AwsHardening.UnitTests.Engine.Audit;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Alarms;

public class DisableAlarmTests
{
    [Fact]
    public async Task All_that_was_made_goes_and_the_delivery_stays_unless_it_is_asked_for()
    {
        using var rehearsal = AlarmScene.Make();
        var before = rehearsal.State().ToJsonString();
        await rehearsal.EnableAsync(new TestHost(), AlarmScene.Options());
        var host = new TestHost();
        var items = await rehearsal.DisableAsync(host);
        Assert.Empty(host.Errors);
        Assert.Empty(host.AskedTwice);
        Assert.Equal(["AWS::CloudTrail::Trail", "AWS::IAM::Role", "AWS::IAM::RolePolicy", "AWS::Logs::LogGroup"], items.Where(item => item.Status == "Kept").Select(item => item.ResourceType).Order());
        Assert.All(items.Where(item => item.Status != "Kept"), item => Assert.Equal("Removed", item.Status));
        Assert.All(await rehearsal.AlarmsAsync(new TestHost()), alarm => Assert.Equal("Missing", alarm.Status));
        Assert.Equal(4, (await rehearsal.DisableAsync(new TestHost(), new() { IncludeLogDelivery = true })).Count(item => item.Status == "Removed"));
        Assert.Equal(before, rehearsal.State().ToJsonString());
        // And once more from the beginning.
        Assert.DoesNotContain(await rehearsal.EnableAsync(host, AlarmScene.Options("RootUse")), item => item.Status == "Failed");
        Assert.Empty(host.Errors);
    }

    [Fact]
    public async Task A_trail_that_alarms_read_stays_and_it_is_said_what_goes_before_it()
    {
        using var rehearsal = Rehearsal.Fnd203();
        var trail = AuditScene.Options() with { Include = [AuditBaselineService.CloudTrail] };
        await rehearsal.EnableAsync(new TestHost(), trail);
        await rehearsal.EnableAsync(new TestHost(), AlarmScene.Options("RootUse"));
        var host = new TestHost();
        var items = await DisableBaselineAsync(rehearsal, host);
        var error = Assert.Single(host.Errors);
        Assert.Equal(("ChangeStillNeeded", true), (error.Id, error.Action.EndsWith("Disable-SecurityAlarm -All -IncludeLogDelivery", StringComparison.Ordinal)));
        Assert.Equal("Failed", items.Single(item => item.Service == "CloudTrail").Status);
        Assert.NotNull(rehearsal.Account.Trail());
        host = new TestHost();
        await rehearsal.DisableAsync(host, new() { IncludeLogDelivery = true });
        Assert.Equal("Removed", (await DisableBaselineAsync(rehearsal, host)).Single(item => item.Service == "CloudTrail").Status);
        Assert.Empty(host.Errors);
    }

    [Fact]
    public async Task A_log_group_that_holds_events_is_kept_with_a_reason()
    {
        using var rehearsal = AlarmScene.Make();
        await rehearsal.EnableAsync(new TestHost(), AlarmScene.Options("RootUse"));
        rehearsal.Deliver();
        var host = new TestHost();
        var items = await rehearsal.DisableAsync(host, new() { IncludeLogDelivery = true });
        Assert.Empty(host.Errors);
        Assert.Equal(("AWS::Logs::LogGroup", true), items.Where(item => item.Status == "Kept").Select(item => (item.ResourceType, item.Detail!.Contains("holds logs", StringComparison.Ordinal))).Single());
    }

    [Fact]
    public async Task One_alarm_goes_alone_and_the_last_takes_what_they_shared()
    {
        using var rehearsal = AlarmScene.Make();
        await rehearsal.EnableAsync(new TestHost(), AlarmScene.Options("RootUse", "UnusualKmsActivity"));
        var items = await rehearsal.DisableAsync(new TestHost(), new() { Names = ["RootUse"] });
        Assert.Equal(["AWS::CloudWatch::Alarm", "AWS::Logs::MetricFilter"], items.Select(item => item.ResourceType));
        Assert.All(items, item => Assert.Equal(("RootUse", "Removed"), (item.Name, item.Status)));
        items = await rehearsal.DisableAsync(new TestHost(), new() { Names = ["UnusualKmsActivity"] });
        Assert.Contains(items, item => item.ResourceType == "AWS::SNS::Topic" && item.Status == "Removed");
        Assert.Contains(items, item => item.ResourceType == "AWS::KMS::Key" && item.Status == "Removed");
        Assert.Contains(items, item => item.ResourceType == "AWS::CloudWatch::AnomalyDetector" && item.Name == "UnusualKmsActivity");
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public async Task Confirmed_subscriptions_are_asked_about_and_kept_where_nobody_says_yes(bool? answer, bool goes)
    {
        using var rehearsal = AlarmScene.Make();
        await rehearsal.EnableAsync(new TestHost(), AlarmScene.Options("RootUse"));
        rehearsal.Account.ConfirmSubscriptions(AlarmScene.Somebody);
        var host = new TestHost { Continues = answer };
        var items = await rehearsal.DisableAsync(host);
        Assert.Contains("1 subscription of it is confirmed", Assert.Single(host.AskedTwice), StringComparison.Ordinal);
        Assert.Equal(goes ? "Removed" : "Kept", items.Single(item => item.ResourceType == "AWS::SNS::Topic").Status);
        Assert.Equal(goes ? "Removed" : "Kept", items.Single(item => item.ResourceType == "AWS::KMS::Key").Status);
        Assert.Equal(goes ? [] : ["ConfirmedSubscriptions"], host.Errors.Select(error => error.Id));
    }

    [Fact]
    public async Task Force_asks_nothing_and_a_plan_neither()
    {
        using var rehearsal = AlarmScene.Make();
        await rehearsal.EnableAsync(new TestHost(), AlarmScene.Options("RootUse"));
        rehearsal.Account.ConfirmSubscriptions(AlarmScene.Somebody);
        var host = new TestHost();
        var plan = await SecurityAlarmOperation.PlanDisableAsync(rehearsal.Session, new(), host, TestContext.Current.CancellationToken);
        Assert.Equal(4, plan!.Changes.Count);
        Assert.Equal("Removed", (await rehearsal.DisableAsync(host, new() { Force = true })).Single(item => item.ResourceType == "AWS::SNS::Topic").Status);
        Assert.Empty(host.AskedTwice);
        Assert.Empty(host.Errors);
    }

    [Fact]
    public async Task A_topic_that_others_have_subscribed_to_is_not_taken_back_unasked()
    {
        using var rehearsal = AlarmScene.Make();
        await rehearsal.EnableAsync(new TestHost(), AlarmScene.Options("RootUse"));
        rehearsal.Account.Invoke("sns", "Subscribe", new() { ["TopicArn"] = rehearsal.Topic(), ["Protocol"] = "sqs", ["Endpoint"] = "arn:aws:sqs:us-east-1:123456789012:queue" });
        var host = new TestHost { Continues = true };
        var topic = (await rehearsal.DisableAsync(host)).Single(item => item.ResourceType == "AWS::SNS::Topic");
        Assert.Equal("Failed", topic.Status);
        Assert.Contains("would be lost with it", topic.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_address_is_a_change_of_its_own_and_can_be_taken_back_once_it_is_confirmed()
    {
        using var rehearsal = AlarmScene.Make();
        await rehearsal.EnableAsync(new TestHost(), AlarmScene.Options("RootUse"));
        var second = (await rehearsal.EnableAsync(new TestHost(), AlarmScene.Options("RootUse") with { Emails = ["other@example.com"] })).Single(item => item.ResourceType == "AWS::SNS::Subscription");
        Assert.Equal("PendingConfirmation", second.Status);
        var host = new TestHost();
        await rehearsal.UndoAsync([second.ChangeId!], host);
        Assert.Contains("waits for its confirmation", Assert.Single(host.Errors).Message, StringComparison.Ordinal);
        rehearsal.Account.ConfirmSubscriptions("other@example.com");
        host = new TestHost();
        await rehearsal.UndoAsync([second.ChangeId!], host);
        Assert.Empty(host.Errors);
        Assert.Single(rehearsal.Mutations, call => call.Operation == "Unsubscribe");
    }

    private static Task<IReadOnlyList<AuditBaselineItem>> DisableBaselineAsync(Rehearsal rehearsal, TestHost host) => AuditScene.ListAsync(
        AuditBaselineOperation.DisableAsync(rehearsal.Session, new(), host, TestContext.Current.CancellationToken));
}
