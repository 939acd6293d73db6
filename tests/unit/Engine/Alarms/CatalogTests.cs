using System.Text.Json.Nodes;
using AwsHardening.Core.Audit.Alarms;
using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Logs;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Alarms;

/// <summary>Each alarm's pattern, as CloudWatch Logs reads it, sees what it must and nothing else of what it is shown.</summary>
public class CatalogTests
{
    public static TheoryData<string> Logged => new(SecurityAlarmCatalog.All.Where(alarm => alarm.IsLogged).Select(alarm => alarm.Name));

    [Theory]
    [MemberData(nameof(Logged))]
    public void A_pattern_sees_its_events_and_no_others(string name)
    {
        var alarm = SecurityAlarmCatalog.Find(name)!;
        Assert.NotEmpty(alarm.Matching);
        Assert.NotEmpty(alarm.NotMatching);
        var filter = FilterPattern.Compile(alarm.Pattern);
        Assert.All(alarm.Matching, sample => Assert.True(filter.Matches(sample), $"it misses {sample}"));
        Assert.All(alarm.NotMatching, sample => Assert.False(filter.Matches(sample), $"it takes {sample}"));
    }

    [Theory]
    [MemberData(nameof(Logged))]
    public void A_pattern_that_is_accepted_beside_it_sees_its_events_too(string name)
    {
        var alarm = SecurityAlarmCatalog.Find(name)!;
        foreach (var other in alarm.AlsoAccepted)
        {
            var filter = FilterPattern.Compile(other);
            // The benchmark's own routes without a source, where the source stands before the first name alone, see them as well.
            Assert.All(alarm.Matching, sample => Assert.True(filter.Matches(sample), $"{other} misses {sample}"));
            Assert.True(alarm.Accepts(other));
        }
    }

    [Theory]
    [MemberData(nameof(Logged))]
    public void A_word_less_in_a_pattern_is_noticed(string name)
    {
        var alarm = SecurityAlarmCatalog.Find(name)!;
        var less = alarm.Pattern.Replace("$.eventName", "$.eventNam", StringComparison.Ordinal).Replace("$.eventSource", "$.source", StringComparison.Ordinal)
            .Replace("$.errorCode = ", "$.error = ", StringComparison.Ordinal).Replace("\"Root\"", "\"Rot\"", StringComparison.Ordinal);
        Assert.NotEqual(alarm.Pattern, less);
        Assert.False(alarm.Accepts(less));
        var filter = FilterPattern.Compile(less);
        Assert.Contains(alarm.Matching, sample => !filter.Matches(sample));
    }

    [Fact]
    public void All_fifteen_of_the_benchmark_are_there_in_each_of_its_versions() => Assert.All(Enumerable.Range(1, 15), number =>
    {
        foreach (var control in new[] { $"CIS-3.0/4.{number}", $"CIS-5.0/4.{number}", $"CIS-6.0/5.{number}", $"CIS-7.0/5.{number}" })
        {
            Assert.Single(SecurityAlarmCatalog.All, alarm => alarm.Compliance.Contains(control));
        }
    });

    [Fact]
    public void Names_are_unique_and_titles_are_sentences()
    {
        Assert.Equal(SecurityAlarmCatalog.All.Count, SecurityAlarmCatalog.All.Select(alarm => alarm.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(SecurityAlarmCatalog.All, alarm =>
        {
            Assert.EndsWith(".", alarm.Title, StringComparison.Ordinal);
            Assert.EndsWith(".", alarm.Rationale, StringComparison.Ordinal);
            Assert.True(alarm.Pattern.Length <= 1024);
            // TestMetricFilter takes no more at once.
            Assert.True(alarm.Matching.Count + alarm.NotMatching.Count <= 50);
            Assert.Equal(alarm, SecurityAlarmCatalog.Find(alarm.Name.ToUpperInvariant()));
        });
        Assert.Null(SecurityAlarmCatalog.Find("Nothing"));
    }

    [Theory]
    [InlineData("{ ($.eventName = \"ConsoleLogin\") && ($.errorMessage = \"Failed authentication\") }", true)]
    [InlineData("{($.eventName=ConsoleLogin)&&($.errorMessage=\"Failed authentication\")}", true)]
    [InlineData("{ $.eventName = ConsoleLogin && $.errorMessage = \"Failed authentication\" }", true)]
    [InlineData("{ ($.eventName = ConsoleLogin) && ($.errorMessage = \"Failedauthentication\") }", false)]
    [InlineData("{ ($.eventName = ConsoleLogin) || ($.errorMessage = \"Failed authentication\") }", false)]
    [InlineData("{ ($.eventName != ConsoleLogin) && ($.errorMessage = \"Failed authentication\") }", false)]
    [InlineData("", false)]
    public void Blanks_quotes_and_parentheses_make_no_other_pattern(string pattern, bool same) =>
        Assert.Equal(same, SecurityAlarmCatalog.Find("ConsoleSignInFailures")!.Accepts(pattern));

    [Fact]
    public void The_order_of_alternatives_makes_no_other_pattern_and_one_less_does()
    {
        var alarm = SecurityAlarmCatalog.Find("KeyDisabledOrDeleted")!;
        Assert.True(alarm.Accepts("{($.eventSource=kms.amazonaws.com)&&(($.eventName=ScheduleKeyDeletion)||($.eventName=DisableKey))}"));
        Assert.False(alarm.Accepts("{($.eventSource=kms.amazonaws.com)&&(($.eventName=ScheduleKeyDeletion))}"));
        var trails = SecurityAlarmCatalog.Find("CloudTrailChanges")!;
        Assert.True(trails.Accepts("{($.eventName=StopLogging)||($.eventName=UpdateTrail)||($.eventName=DeleteTrail)||($.eventName=StartLogging)||($.eventName=CreateTrail)}"));
        Assert.False(trails.Accepts("{($.eventName=StopLogging)||($.eventName=UpdateTrail)||($.eventName=DeleteTrail)}"));
    }

    [Theory]
    [InlineData(7, 7, true)]
    [InlineData(7, 8.5, true)]
    [InlineData(7, 6.9, false)]
    [InlineData(1, 1, true)]
    public void A_rule_takes_findings_of_its_severity_and_worse_ones(double least, double severity, bool takes)
    {
        var account = SandboxAccount.Create();
        var answer = account.Invoke("events", "TestEventPattern", new()
        {
            ["EventPattern"] = FindingEvent.Pattern(least),
            ["Event"] = FindingEvent.Sample(severity, account.AccountId, "us-east-1"),
        });
        Assert.Equal(takes, (bool)answer["Result"]!);
    }

    [Fact]
    public void Samples_are_events_of_CloudTrail() => Assert.All(SecurityAlarmCatalog.All.SelectMany(alarm => alarm.Matching.Concat(alarm.NotMatching)), sample =>
    {
        var record = (JsonObject)JsonNode.Parse(sample)!;
        Assert.All(new[] { "eventVersion", "userIdentity", "eventTime", "eventSource", "eventName", "awsRegion", "eventType" }, member => Assert.NotNull(record[member]));
        Assert.EndsWith(".amazonaws.com", (string)record["eventSource"]!, StringComparison.Ordinal);
    });
}
