using AwsHardening.Core.Audit;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Audit;

/// <summary>Which call is said to be behind a configuration item.</summary>
public class CauseMatchTests
{
    private const string Id = "sg-0123";

    private static readonly DateTimeOffset s_noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_only_write_between_two_captures_is_the_cause()
    {
        var matched = Match([Item(0, "Discovered"), Item(10), Item(20)], [Event(5, "AuthorizeSecurityGroupIngress"), Event(15, "RevokeSecurityGroupIngress")]);
        Assert.Equal([null, "AuthorizeSecurityGroupIngress", "RevokeSecurityGroupIngress"], matched.Select(item => item.Cause?.EventName));
        Assert.Equal([ConfigCauseCertainty.None, ConfigCauseCertainty.OnlyWrite, ConfigCauseCertainty.OnlyWrite], matched.Select(item => item.CauseCertainty));
    }

    [Fact]
    public void Of_several_writes_the_last_is_named_and_said_to_be_one_of_several()
    {
        var last = Match([Item(10)], [Event(8, "CreateTags"), Event(5, "AuthorizeSecurityGroupIngress")])[0];
        Assert.Equal("CreateTags", last.Cause!.EventName);
        Assert.Equal(ConfigCauseCertainty.LastOfSeveral, last.CauseCertainty);
    }

    [Fact]
    public void A_write_that_an_earlier_item_captured_is_no_cause_of_a_later_one() =>
        Assert.Null(Match([Item(10), Item(12)], [Event(5, "CreateTags"), Event(6, "DeleteTags")])[1].Cause);

    [Fact]
    public void A_write_in_the_second_of_a_capture_belongs_to_the_next() => Assert.Equal(
        ["CreateTags", "DeleteTags"], Match([Item(10), Item(11)], [Event(9, "CreateTags"), Event(10, "DeleteTags")]).Select(item => item.Cause?.EventName));

    [Theory]
    [InlineData("Discovered", "CreateSecurityGroup", true)]
    [InlineData("Discovered", "AuthorizeSecurityGroupIngress", false)]
    [InlineData("Deleted", "DeleteSecurityGroup", true)]
    [InlineData("Deleted", "RevokeSecurityGroupIngress", false)]
    public void What_a_call_does_must_fit_what_happened(string status, string operation, bool fits) =>
        Assert.Equal(fits, Match([Item(10, status)], [Event(5, operation)])[0].Cause is not null);

    [Fact]
    public void Reads_refused_calls_old_ones_later_ones_and_those_of_other_resources_cause_nothing() => Assert.Null(Match([Item(20)],
    [
        Event(19, "DescribeSecurityGroups") with { ReadOnly = true }, Event(19, "CreateTags") with { ErrorCode = "UnauthorizedOperation" },
        Event(4, "CreateTags"), Event(21, "CreateTags"), Event(19, "CreateTags") with { Resources = [new(null, "sg-01234")], Record = "{\"x\":\"sg-01234\"}" },
    ])[0].Cause);

    [Fact]
    public void What_an_item_before_the_time_asked_for_captured_causes_none_of_those_shown()
    {
        var (items, events) = (new[] { Item(10) }, new[] { Event(2, "CreateTags"), Event(7, "DeleteTags") });
        var shown = Assert.Single(CauseMatch.Apply(Id, new Timeline(items, s_noon.AddMinutes(5)), events));
        Assert.Equal(("DeleteTags", ConfigCauseCertainty.OnlyWrite), (shown.Cause!.EventName, shown.CauseCertainty));
        Assert.Null(Assert.Single(CauseMatch.Apply(Id, new Timeline(items, s_noon.AddMinutes(8)), events)).Cause);
    }

    private static IReadOnlyList<ConfigTimelineItem> Match(ConfigTimelineItem[] items, TrailEvent[] events) =>
        CauseMatch.Apply(Id, new Timeline(items, CapturedBefore: null), events);

    private static ConfigTimelineItem Item(int minute, string status = "Changed") => new()
    {
        Time = s_noon.AddMinutes(minute), ResourceType = "AWS::EC2::SecurityGroup", ResourceId = Id, Region = "us-east-1", AccountId = "123456789012",
        Status = status, Changes = status == "Changed" ? [new("tags", null, "1")] : [],
    };

    private static TrailEvent Event(int minute, string name) => new()
    {
        Time = s_noon.AddMinutes(minute), EventName = name, EventSource = "ec2.amazonaws.com", Region = "us-east-1", EventId = $"{name}-{minute}",
        ReadOnly = false, Resources = [new("AWS::EC2::SecurityGroup", Id)], Record = "{}",
    };
}
