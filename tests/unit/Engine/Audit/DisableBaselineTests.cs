using System.Text.Json.Nodes;
using AwsHardening.Core.Audit;
using AwsHardening.Sandbox;
using AwsHardening.UnitTests.Engine.Support;
using AwsHardening.UnitTests.SandboxTests.CloudTrail;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Audit;

public sealed class DisableBaselineTests : IDisposable
{
    private readonly Rehearsal _rehearsal = Rehearsal.Fnd203();

    public void Dispose() => _rehearsal.Dispose();

    [Fact]
    public async Task It_removes_what_was_made_and_keeps_the_logs()
    {
        var host = new TestHost();
        await _rehearsal.EnableAsync(host);
        var items = await DisableAsync(new(), host);
        Assert.Empty(host.Errors);
        Assert.Equal("Kept", items.Single(item => item.Service == "Bucket").Status);
        Assert.All(items.Where(item => item.Service != "Bucket"), item => Assert.Equal("Removed", item.Status));
        Assert.Empty(_rehearsal.Account.Invoke("cloudtrail", "DescribeTrails", [])["trailList"]!.AsArray());
        Assert.True(HasBucket());
        Assert.All((await _rehearsal.GetBaselineAsync(host)), fact => Assert.Equal("No", fact.State));
    }

    [Fact]
    public async Task Deliveries_are_stopped_before_the_bucket_is_emptied()
    {
        var host = new TestHost { Types = AuditScene.Bucket };
        await _rehearsal.EnableAsync(host, AuditScene.Options() with { Wait = true });
        _rehearsal.Account.ClearCalls();
        var items = await DisableAsync(new() { PurgeBucket = true }, host);
        Assert.Empty(host.Errors);
        Assert.Equal("Removed", items[^1].Status);
        Assert.False(HasBucket());
        var calls = _rehearsal.Mutations.Select(call => call.Operation).ToList();
        Assert.True(calls.LastIndexOf("StopLogging") < calls.IndexOf("DeleteObjects"));
        Assert.True(calls.LastIndexOf("StopConfigurationRecorder") < calls.IndexOf("DeleteObjects"));
        Assert.Equal("DeleteBucket", calls[^1]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("yes")]
    [InlineData("audit-logs")]
    public async Task Data_is_kept_unless_the_name_of_the_bucket_is_typed(string? typed)
    {
        var host = new TestHost { Types = typed };
        await _rehearsal.EnableAsync(host);
        var items = await DisableAsync(new() { PurgeBucket = true }, host);
        Assert.Equal("PurgeNotConfirmed", Assert.Single(host.Errors).Id);
        Assert.Equal("Kept", items[^1].Status);
        Assert.DoesNotContain(_rehearsal.Mutations, call => call.Operation == "DeleteObjects");
    }

    [Fact]
    public async Task More_than_a_page_of_versions_and_markers_goes_with_one_question()
    {
        var host = new TestHost();
        await _rehearsal.EnableAsync(host, AuditScene.Options() with { Include = [AuditBaselineService.CloudTrail] });
        for (var i = 0; i < 1200; i++)
        {
            _rehearsal.Account.Invoke("s3", "PutObject", new() { ["Bucket"] = AuditScene.Bucket, ["Key"] = $"k{i % 600}" });
        }

        _rehearsal.Account.Invoke("s3", "DeleteObject", new() { ["Bucket"] = AuditScene.Bucket, ["Key"] = "k1" });
        var asked = host.Asked.Count;
        await DisableAsync(new() { PurgeBucket = true, ConfirmBucketName = AuditScene.Bucket }, host);
        Assert.Empty(host.Errors);
        Assert.False(HasBucket());
        Assert.Equal(2, _rehearsal.Mutations.Count(call => call.Operation == "DeleteObjects"));
        // The trail, the data, the bucket.
        Assert.Equal(3, host.Asked.Count - asked);
    }

    [Fact]
    public async Task What_was_there_before_stays_raised_and_it_is_said_how_to_take_that_back()
    {
        TrailScene.Create(_rehearsal.Account, validate: false);
        var host = new TestHost();
        await _rehearsal.EnableAsync(host, AuditScene.Options() with { Include = [AuditBaselineService.CloudTrail] });
        var items = await DisableAsync(new(), host);
        Assert.Contains("Undo-HardeningChange -Id", Assert.Single(items).Detail, StringComparison.Ordinal);
        Assert.True(_rehearsal.Account.IsLogging("all"));
    }

    [Fact]
    public async Task What_was_raised_after_it_was_made_goes_with_it()
    {
        var host = new TestHost();
        var options = AuditScene.Options() with { Include = [AuditBaselineService.CloudTrail, AuditBaselineService.GuardDuty] };
        await _rehearsal.EnableAsync(host, options);
        await _rehearsal.EnableAsync(host, options with { DataEvents = ["AWS::S3::Object"], ProtectionPlans = ["RUNTIME_MONITORING"] });
        var items = await DisableAsync(new(), host);
        Assert.Empty(host.Errors);
        Assert.All(items.Where(item => item.Service != "Bucket"), item => Assert.Equal("Removed", item.Status));
        Assert.Empty(_rehearsal.Account.Invoke("guardduty", "ListDetectors", [])["DetectorIds"]!.AsArray());
    }

    [Fact]
    public async Task Disabled_twice_there_is_nothing_left_to_remove()
    {
        var host = new TestHost();
        await _rehearsal.EnableAsync(host, AuditScene.Options() with { Include = [AuditBaselineService.GuardDuty] });
        await DisableAsync(new(), host);
        Assert.Empty(await DisableAsync(new(), host));
    }

    private bool HasBucket() => _rehearsal.Account.Invoke("s3", "ListBuckets", [])["Buckets"]!.AsArray().Any(b => (string?)b!["Name"] == AuditScene.Bucket);

    private Task<IReadOnlyList<AuditBaselineItem>> DisableAsync(DisableBaselineOptions options, TestHost host) => AuditScene.ListAsync(
        AuditBaselineOperation.DisableAsync(_rehearsal.Session, options, host, TestContext.Current.CancellationToken));
}
