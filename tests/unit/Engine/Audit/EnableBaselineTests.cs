using System.Text.Json.Nodes;
using AwsHardening.Core.Audit;
using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Faults;
using AwsHardening.UnitTests.Engine.Support;
using AwsHardening.UnitTests.SandboxTests.CloudTrail;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Audit;

public sealed class EnableBaselineTests : IDisposable
{
    private readonly Rehearsal _rehearsal = Rehearsal.Fnd203();
    private readonly TestHost _host = new();

    public void Dispose() => _rehearsal.Dispose();

    [Fact]
    public async Task An_empty_account_gets_a_trail_that_logs_a_recorder_and_a_detector_in_each_Region()
    {
        var items = await _rehearsal.EnableAsync(_host);
        Assert.Empty(_host.Errors);
        Assert.All(items, item => Assert.Equal("Created", item.Status));
        var trail = _rehearsal.Account.Trail();
        Assert.Equal((true, true, true, AuditScene.Bucket), ((bool)trail["IsMultiRegionTrail"]!, (bool)trail["LogFileValidationEnabled"]!,
            (bool)trail["IncludeGlobalServiceEvents"]!, (string)trail["S3BucketName"]!));
        Assert.True(_rehearsal.Account.IsLogging(TrailName.Default));
        foreach (var region in AuditScene.Regions)
        {
            var recorder = _rehearsal.Account.Invoke("config", "DescribeConfigurationRecorders", [], region)["ConfigurationRecorders"]![0]!;
            Assert.True((bool)recorder["recordingGroup"]!["allSupported"]!);
            Assert.Equal(region == "us-east-1", (bool)recorder["recordingGroup"]!["includeGlobalResourceTypes"]!);
            Assert.True((bool)_rehearsal.Account.Invoke("config", "DescribeConfigurationRecorderStatus", [], region)["ConfigurationRecordersStatus"]![0]!["recording"]!);
            var detector = (string)_rehearsal.Account.Invoke("guardduty", "ListDetectors", [], region)["DetectorIds"]![0]!;
            Assert.Equal("ENABLED", (string?)_rehearsal.Account.Invoke("guardduty", "GetDetector", new() { ["DetectorId"] = detector }, region)["Status"]);
        }
    }

    [Fact]
    public async Task Every_fact_is_No_before_and_Yes_after_but_for_the_first_delivery()
    {
        Assert.All(await _rehearsal.GetBaselineAsync(_host), fact => Assert.Equal("No", fact.State));
        await _rehearsal.EnableAsync(_host);
        var facts = await _rehearsal.GetBaselineAsync(_host);
        Assert.All(facts.Where(fact => fact.Check != "Delivered"), fact => Assert.Equal("Yes", fact.State));
        Assert.All(facts.Where(fact => fact.Check == "Delivered"), fact => Assert.Contains("Pending", fact.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_again_it_changes_nothing_and_says_so()
    {
        await _rehearsal.EnableAsync(_host);
        _rehearsal.Account.ClearCalls();
        var again = await _rehearsal.EnableAsync(_host);
        Assert.Empty(_rehearsal.Mutations);
        Assert.All(again, item => Assert.Equal("Unchanged", item.Status));
    }

    [Fact]
    public async Task Waiting_ends_with_the_first_delivery()
    {
        var items = await _rehearsal.EnableAsync(_host, AuditScene.Options() with { Include = [AuditBaselineService.CloudTrail], Wait = true });
        Assert.StartsWith("logging, last delivery", items.Single(item => item.Service == "CloudTrail").Detail, StringComparison.Ordinal);
        var listed = _rehearsal.Account.Invoke("s3", "ListObjectsV2", new() { ["Bucket"] = AuditScene.Bucket, ["Prefix"] = "AWSLogs/123456789012/CloudTrail/" });
        Assert.NotEmpty(listed["Contents"]!.AsArray());
    }

    [Fact]
    public async Task A_name_that_AWS_refuses_is_corrected_with_a_warning()
    {
        await _rehearsal.EnableAsync(_host, AuditScene.Options() with { TrailName = "All API Commands across all Regions" });
        Assert.Equal("All-API-Commands-across-all-Regions", (string?)_rehearsal.Account.Trail()["Name"]);
        Assert.Contains(_host.Warnings, warning => warning.Contains("All-API-Commands-across-all-Regions", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_trail_that_falls_short_is_raised_and_no_second_one_is_made()
    {
        var account = _rehearsal.Account;
        TrailScene.Create(account, validate: false);
        account.Invoke("cloudtrail", "UpdateTrail", new() { ["Name"] = "all", ["IsMultiRegionTrail"] = false });
        account.Invoke("cloudtrail", "PutEventSelectors", new()
        {
            ["TrailName"] = "all",
            ["EventSelectors"] = new JsonArray(new JsonObject { ["ReadWriteType"] = "WriteOnly", ["IncludeManagementEvents"] = true }),
        });
        var items = await _rehearsal.EnableAsync(_host, AuditScene.Options() with { TrailName = "another", Include = [AuditBaselineService.CloudTrail] });
        var trail = account.Trail();
        Assert.Equal(("all", true, true), ((string)trail["Name"]!, (bool)trail["IsMultiRegionTrail"]!, (bool)trail["LogFileValidationEnabled"]!));
        Assert.True(account.IsLogging("all"));
        Assert.Equal("All", (string?)account.Invoke("cloudtrail", "GetEventSelectors", new() { ["TrailName"] = "all" })["EventSelectors"]![0]!["ReadWriteType"]);
        Assert.Equal("Raised", items.Single(item => item.Service == "CloudTrail").Status);
        Assert.Contains(_host.Warnings, warning => warning.Contains("-AllowSecondTrail", StringComparison.Ordinal));
        Assert.DoesNotContain(items, item => item.Service == "Bucket");
    }

    [Fact]
    public async Task A_trail_of_one_Region_that_was_not_asked_for_is_raised_where_it_is()
    {
        var account = _rehearsal.Account;
        TrailScene.Create(account);
        account.Invoke("cloudtrail", "UpdateTrail", new() { ["Name"] = "all", ["IsMultiRegionTrail"] = false });
        var home = (string)account.Trail()["HomeRegion"]!;
        var elsewhere = AuditScene.Regions.First(region => region != home);
        account.ClearCalls();

        var items = await _rehearsal.EnableAsync(
            _host, AuditScene.Options() with { Regions = [elsewhere], HomeRegion = elsewhere, Include = [AuditBaselineService.CloudTrail] });

        Assert.Equal(("Raised", home), (items.Single(item => item.Service == "CloudTrail").Status, items.Single(item => item.Service == "CloudTrail").Region));
        Assert.True((bool)account.Trail()["IsMultiRegionTrail"]!);
        Assert.DoesNotContain(_rehearsal.Mutations, call => call.Operation == "CreateTrail");
    }

    [Fact]
    public async Task An_existing_recorder_keeps_its_role_and_channel_and_records_more()
    {
        var account = _rehearsal.Account;
        TrailScene.Create(account);
        account.Invoke("config", "PutConfigurationRecorder", new()
        {
            ["ConfigurationRecorder"] = new JsonObject
            {
                ["name"] = "ours",
                ["roleARN"] = "arn:aws:iam::123456789012:role/ours",
                ["recordingGroup"] = new JsonObject { ["allSupported"] = false, ["resourceTypes"] = new JsonArray("AWS::EC2::VPC") },
            },
        });
        account.Invoke("config", "PutDeliveryChannel", new() { ["DeliveryChannel"] = new JsonObject { ["name"] = "ours", ["s3BucketName"] = "logs-1" } });
        await _rehearsal.EnableAsync(_host, AuditScene.Options() with { Regions = ["us-east-1"], Include = [AuditBaselineService.Config] });
        Assert.Empty(_host.Errors);
        var recorder = account.Invoke("config", "DescribeConfigurationRecorders", [])["ConfigurationRecorders"]!.AsArray().Single()!;
        Assert.Equal(("ours", "arn:aws:iam::123456789012:role/ours", true), ((string)recorder["name"]!, (string)recorder["roleARN"]!, (bool)recorder["recordingGroup"]!["allSupported"]!));
        Assert.Equal("logs-1", (string?)account.Invoke("config", "DescribeDeliveryChannels", [])["DeliveryChannels"]![0]!["s3BucketName"]);
        var undone = await _rehearsal.UndoAsync((await _rehearsal.ChangesAsync()).Select(change => change.ChangeId), _host);
        Assert.Empty(_host.Errors);
        Assert.Equal("AWS::EC2::VPC", (string?)account.Invoke("config", "DescribeConfigurationRecorders", [])["ConfigurationRecorders"]![0]!["recordingGroup"]!["resourceTypes"]![0]);
        Assert.NotEmpty(undone);
    }

    [Fact]
    public async Task A_detector_that_is_there_is_adopted_and_one_that_is_suspended_is_turned_on()
    {
        var account = _rehearsal.Account;
        var suspended = (string)account.Invoke("guardduty", "CreateDetector", new() { ["Enable"] = false }, "eu-west-1")["DetectorId"]!;
        account.Invoke("guardduty", "CreateDetector", new() { ["Enable"] = true }, "ap-south-1");
        var items = await _rehearsal.EnableAsync(_host, AuditScene.Options() with { Include = [AuditBaselineService.GuardDuty] });
        Assert.Equal(["Created", "Unchanged", "Raised"], items.Select(item => item.Status));
        Assert.Equal("ENABLED", (string?)account.Invoke("guardduty", "GetDetector", new() { ["DetectorId"] = suspended }, "eu-west-1")["Status"]);
    }

    [Fact]
    public async Task The_failure_of_one_Region_neither_stops_nor_hides_the_others()
    {
        _rehearsal.Account.OnCall = (stage, call) =>
        {
            if (stage == CallStage.BeforeEffect && call.Region == "eu-west-1" && call.Service == "guardduty")
            {
                throw new AwsErrorException("AccessDeniedException", "no", 403);
            }
        };
        var items = await _rehearsal.EnableAsync(_host);
        Assert.Single(_host.Errors);
        Assert.Equal("Failed", items.Single(item => item is { Region: "eu-west-1", Service: "GuardDuty" }).Status);
        Assert.All(items.Where(item => item is not { Region: "eu-west-1", Service: "GuardDuty" }), item => Assert.Equal("Created", item.Status));
        var fact = (await _rehearsal.GetBaselineAsync(_host)).Single(f => f is { Region: "eu-west-1", Service: "GuardDuty" });
        Assert.Equal("Unknown", fact.State);
    }

    [Fact]
    public async Task Undone_the_account_is_as_it_was_but_for_the_bucket_that_holds_logs()
    {
        await _rehearsal.EnableAsync(_host);
        var set = (await _rehearsal.ChangesAsync())[0].SetId;
        await _rehearsal.UndoAsync([set], _host);
        Assert.Equal("BucketNotEmpty", Assert.Single(_host.Errors).Id);
        var account = _rehearsal.Account;
        Assert.Empty(account.Invoke("cloudtrail", "DescribeTrails", [])["trailList"]!.AsArray());
        foreach (var region in AuditScene.Regions)
        {
            Assert.Empty(account.Invoke("config", "DescribeConfigurationRecorders", [], region)["ConfigurationRecorders"]!.AsArray());
            Assert.Empty(account.Invoke("config", "DescribeDeliveryChannels", [], region)["DeliveryChannels"]!.AsArray());
            Assert.Empty(account.Invoke("guardduty", "ListDetectors", [], region)["DetectorIds"]!.AsArray());
        }
    }

    [Fact]
    public async Task What_if_asks_for_every_change_and_makes_none()
    {
        var host = new TestHost { Agrees = false };
        await _rehearsal.EnableAsync(host);
        Assert.Empty(_rehearsal.Mutations);
        Assert.Equal(3 + (3 * 2), host.Asked.Count);
    }

    [Fact]
    public async Task A_plan_of_several_Regions_is_applied_as_it_stands()
    {
        var plan = await AuditBaselineOperation.PlanAsync(_rehearsal.Session, AuditScene.Options(), _host, TestContext.Current.CancellationToken);
        Assert.Empty(_rehearsal.Mutations);
        Assert.Equal(3 + (3 * 2), plan!.Changes.Count);
        await _rehearsal.InvokeAsync(plan, _host);
        Assert.Empty(_host.Errors);
        Assert.All((await _rehearsal.GetBaselineAsync(_host)).Where(fact => fact.Check != "Delivered"), fact => Assert.Equal("Yes", fact.State));
    }

    [Theory]
    [InlineData("ap-south-2", "us-east-1")]
    [InlineData("eu-west-1", "eu-west-1")]
    public async Task Global_types_are_recorded_where_they_can_be(string home, string recorded)
    {
        var scene = await BaselineScene.OpenAsync(_rehearsal.Session, AuditScene.Options(), _host, TestContext.Current.CancellationToken);
        Assert.Equal(recorded, (scene with { Home = home }).GlobalRegion);
    }
}
