using System.Text;
using AwsHardening.Core.Account;
using AwsHardening.Core.Audit;
using AwsHardening.Sandbox;
using AwsHardening.Sandbox.CloudTrail;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Audit;

public sealed class TrailEventTests : IDisposable
{
    private readonly Rehearsal _rehearsal = Rehearsal.Fnd203();
    private readonly TestHost _host = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _rehearsal.Dispose();

    [Fact]
    public async Task AWS_filters_by_one_attribute_and_the_rest_is_filtered_here()
    {
        Call("us-east-1", 3);
        var found = await FindAsync(new() { EventName = ["DescribeVpcs"], UserName = ["adm*"], ReadOnly = true });
        Assert.Equal(3, found.Count);
        var asked = _rehearsal.Account.Calls.Last(call => call.Operation == "LookupEvents").Parameters["LookupAttributes"]!.AsArray();
        Assert.Equal("EventName", (string?)Assert.Single(asked)!["AttributeKey"]);
    }

    [Fact]
    public async Task Regions_are_merged_newest_first()
    {
        Call("us-east-1", 2);
        Call("eu-west-1", 2);
        Call("us-east-1", 60);
        var found = await FindAsync(new() { EventName = ["DescribeVpcs"] }, "us-east-1", "eu-west-1");
        Assert.Equal(64, found.Count);
        Assert.Equal(found.OrderByDescending(e => e.Time).Select(e => e.Time), found.Select(e => e.Time));
    }

    [Fact]
    public async Task Two_values_are_two_lookups_and_no_event_comes_twice()
    {
        Call("us-east-1", 2);
        _rehearsal.Account.Invoke("ec2", "DescribeSubnets", [], record: true);
        Assert.Equal(3, (await FindAsync(new() { EventName = ["DescribeVpcs", "DescribeSubnets", "DescribeVpcs"] })).Count);
    }

    [Fact]
    public async Task No_more_than_two_lookups_a_second_are_made_in_a_Region()
    {
        Call("us-east-1", 500);
        var clock = (SteppingClock)_rehearsal.Account.Clock;
        var pace = new RequestBudget(clock, 2);
        var began = clock.GetUtcNow();
        for (var i = 0; i < 6; i++)
        {
            await pace.WaitAsync(hasAmpleQuota: false, Token);
        }

        Assert.True(clock.GetUtcNow() - began >= TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task The_failure_of_one_Region_does_not_hide_the_others()
    {
        Call("us-east-1", 1);
        _rehearsal.Account.OnCall = (stage, call) =>
        {
            if (call.Region == "eu-west-1" && call.Operation == "LookupEvents")
            {
                throw new AwsErrorException("AccessDeniedException", "no", 403);
            }
        };
        Assert.Single(await FindAsync(new() { EventName = ["DescribeVpcs"] }, "us-east-1", "eu-west-1"));
        Assert.Single(_host.Errors);
    }

    [Fact]
    public async Task Followed_every_event_is_told_once_late_ones_too()
    {
        _rehearsal.Account.Service<CloudTrailService>().EventDelay = TimeSpan.FromMinutes(10);
        var begin = _rehearsal.Account.Clock.GetUtcNow();
        Call("us-east-1", 5);
        List<TrailEvent> told = [];
        await foreach (var found in TrailEventOperation.FindAsync(
            _rehearsal.Session, [], new TrailEventQuery { EventName = ["DescribeVpcs"], Since = begin }, follow: true, _host, Token))
        {
            told.Add(found);
            if (told.Count == 5)
            {
                Call("us-east-1", 3);
            }
            else if (told.Count == 8)
            {
                break;
            }
        }

        Assert.Equal(8, told.Select(e => e.EventId).Distinct().Count());
        Assert.Equal(told.OrderBy(e => e.Time).Select(e => e.EventId), told.Select(e => e.EventId));
    }

    [Theory]
    [InlineData(64)]
    [InlineData(700)]
    [InlineData(1 << 20)]
    public void A_window_of_any_size_finds_the_same_records(int window)
    {
        Call("us-east-1", 40);
        _rehearsal.Account.Invoke("ec2", "DescribeSubnets", [], record: true);
        var records = _rehearsal.Account.Invoke("cloudtrail", "LookupEvents", [])["Events"]!.AsArray().Select(e => (string)e!["CloudTrailEvent"]!).ToArray();
        var file = Encoding.UTF8.GetBytes($"{{\"Records\":[{string.Join(',', records)}]}}");
        Assert.Equal(41, new RecordScan(new RecordFilter(new()), window).Read(new MemoryStream(file)).Count());
        Assert.Equal("DescribeSubnets", Assert.Single(new RecordScan(new RecordFilter(new() { EventName = ["DescribeSubnets"] }), window)
            .Read(new MemoryStream(file)), e => e.EventName == "DescribeSubnets").EventName);
    }

    [Fact]
    public async Task Log_files_of_a_bucket_tell_the_same_as_event_history()
    {
        await _rehearsal.EnableAsync(_host, AuditScene.Options() with { Include = [AuditBaselineService.CloudTrail], Wait = true });
        Call("eu-west-1", 3);
        ((SteppingClock)_rehearsal.Account.Clock).Advance(TimeSpan.FromMinutes(6));
        Call("us-east-1", 1);
        var found = await AuditScene.ListAsync(TrailEventOperation.FindInBucketAsync(
            _rehearsal.Session, AuditScene.Bucket, "AWSLogs/", new() { EventName = ["DescribeVpcs"] }, _host, Token));
        Assert.Empty(_host.Errors);
        Assert.Equal(3, found.Count(e => e.Region == "eu-west-1"));
        var history = await FindAsync(new() { EventName = ["DescribeVpcs"] }, "eu-west-1");
        Assert.Equal(history.Select(e => e.EventId).Order(), found.Where(e => e.Region == "eu-west-1").Select(e => e.EventId).Order());
    }

    [Fact]
    public async Task A_damaged_file_is_said_and_the_others_are_read()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, "a.json.gz"), [1, 2, 3], Token);
            await File.WriteAllTextAsync(Path.Combine(folder, "b.json"), """{"Records":[{"eventVersion":"1.11","eventTime":"2026-01-01T00:00:00Z","eventName":"X","eventID":"1"}]}""", Token);
            var found = await AuditScene.ListAsync(TrailEventOperation.FindInPathAsync(folder, new(), _host, Token));
            Assert.Equal("X", Assert.Single(found).EventName);
            Assert.Equal("TrailLogNotRead", Assert.Single(_host.Errors).Id);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private void Call(string region, int times)
    {
        for (var i = 0; i < times; i++)
        {
            _rehearsal.Account.Invoke("ec2", "DescribeVpcs", [], region, record: true);
        }
    }

    private Task<IReadOnlyList<TrailEvent>> FindAsync(TrailEventQuery query, params string[] regions) =>
        AuditScene.ListAsync(TrailEventOperation.FindAsync(_rehearsal.Session, regions, query, follow: false, _host, Token));
}
