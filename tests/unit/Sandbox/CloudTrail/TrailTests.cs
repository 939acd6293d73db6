using System.Text.Json.Nodes;
using AwsHardening.Sandbox;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.CloudTrail;

public class TrailTests
{
    private readonly SandboxAccount _account = SandboxAccount.Create();

    [Theory]
    [InlineData("All API Commands across all Regions")]
    [InlineData("ab")]
    [InlineData("-abc")]
    [InlineData("abc-")]
    [InlineData("a--b")]
    [InlineData("a._b")]
    [InlineData("192.168.5.4")]
    public void A_name_that_AWS_does_not_take_is_refused(string name) =>
        Assert.Equal("InvalidTrailNameException", Refused("CreateTrail", new() { ["Name"] = name, ["S3BucketName"] = "logs-1" }).Code);

    [Fact]
    public void A_trail_needs_a_bucket_whose_policy_lets_it_write()
    {
        var wanted = new JsonObject { ["Name"] = "all", ["S3BucketName"] = "logs-1" };
        Assert.Equal("S3BucketDoesNotExistException", Refused("CreateTrail", wanted).Code);
        _account.Invoke("s3", "CreateBucket", new() { ["Bucket"] = "logs-1" });
        Assert.Equal("InsufficientS3BucketPolicyException", Refused("CreateTrail", wanted).Code);
        TrailScene.LetWrite(_account, "logs-1", "arn:aws:cloudtrail:us-east-1:123456789012:trail/other");
        Assert.Equal("InsufficientS3BucketPolicyException", Refused("CreateTrail", wanted).Code);
        TrailScene.LetWrite(_account, "logs-1", "arn:aws:cloudtrail:us-east-1:123456789012:trail/all");
        Assert.Equal("arn:aws:cloudtrail:us-east-1:123456789012:trail/all", (string?)Call("CreateTrail", wanted)["TrailARN"]);
        Assert.Equal("TrailAlreadyExistsException", Refused("CreateTrail", wanted).Code);
    }

    [Fact]
    public void A_new_trail_does_not_log_until_it_is_started()
    {
        TrailScene.Create(_account);
        Assert.False((bool?)Call("GetTrailStatus", new() { ["Name"] = "all" })["IsLogging"]);
        Call("StartLogging", new() { ["Name"] = "all" });
        Assert.True((bool?)Call("GetTrailStatus", new() { ["Name"] = "all" })["IsLogging"]);
    }

    [Fact]
    public void A_multi_region_trail_is_seen_everywhere_and_changed_at_home()
    {
        var arn = TrailScene.Create(_account);
        var shadow = _account.Invoke("cloudtrail", "DescribeTrails", [], "eu-west-1")["trailList"]!.AsArray();
        Assert.Equal("us-east-1", (string?)Assert.Single(shadow)!["HomeRegion"]);
        Assert.Empty(_account.Invoke("cloudtrail", "DescribeTrails", new() { ["includeShadowTrails"] = false }, "eu-west-1")["trailList"]!.AsArray());
        Assert.Equal("InvalidHomeRegionException", Assert.Throws<AwsErrorException>(() =>
            _account.Invoke("cloudtrail", "StopLogging", new() { ["Name"] = arn }, "eu-west-1")).Code);
        Assert.Equal("TrailNotFoundException", Assert.Throws<AwsErrorException>(() =>
            _account.Invoke("cloudtrail", "StopLogging", new() { ["Name"] = "all" }, "eu-west-1")).Code);
    }

    [Fact]
    public void Five_trails_are_the_most_in_a_Region()
    {
        TrailScene.Create(_account);
        TrailScene.LetWrite(_account, "logs-1", "arn:aws:cloudtrail:us-east-1:123456789012:trail/*");
        for (var i = 2; i <= 5; i++)
        {
            Call("CreateTrail", new() { ["Name"] = $"trail{i}", ["S3BucketName"] = "logs-1" });
        }

        Assert.Equal("MaximumNumberOfTrailsExceededException", Refused("CreateTrail", new() { ["Name"] = "trail6", ["S3BucketName"] = "logs-1" }).Code);
    }

    [Fact]
    public void A_multi_region_trail_without_global_events_is_no_valid_combination()
    {
        TrailScene.Create(_account);
        Assert.Equal("InvalidParameterCombinationException",
            Refused("UpdateTrail", new() { ["Name"] = "all", ["IncludeGlobalServiceEvents"] = false }).Code);
    }

    [Fact]
    public void The_folder_of_a_trail_is_marked_by_an_empty_object()
    {
        TrailScene.Create(_account, prefix: "audit");
        var head = _account.Invoke("s3", "HeadObject", new() { ["Bucket"] = "logs-1", ["Key"] = "audit/AWSLogs/123456789012/" });
        Assert.Equal(0, (int?)head["ContentLength"]);
    }

    [Fact]
    public void A_bucket_that_no_longer_lets_the_trail_write_shows_in_its_status()
    {
        TrailScene.Create(_account);
        Call("StartLogging", new() { ["Name"] = "all" });
        _account.Invoke("s3", "DeleteBucketPolicy", new() { ["Bucket"] = "logs-1" });
        ((SteppingClock)_account.Clock).Advance(TimeSpan.FromMinutes(6));
        Assert.Equal("AccessDenied", (string?)Call("GetTrailStatus", new() { ["Name"] = "all" })["LatestDeliveryError"]);
    }

    private AwsErrorException Refused(string operation, JsonObject input) => Assert.Throws<AwsErrorException>(() => Call(operation, input));

    private JsonObject Call(string operation, JsonObject input) => _account.Invoke("cloudtrail", operation, input);
}
