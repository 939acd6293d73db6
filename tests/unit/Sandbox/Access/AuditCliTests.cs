using System.Text.Json.Nodes;
using AwsHardening.Core.Audit;
using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Hosting;
using AwsHardening.UnitTests.Engine.Audit;
using AwsHardening.UnitTests.Engine.Support;
using AwsHardening.UnitTests.SandboxTests.AwsCli;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.Access;

/// <summary>What the <c>aws</c> CLI makes of what watches an account.</summary>
public sealed class AuditCliTests : IDisposable
{
    private readonly Rehearsal _rehearsal = new(SandboxAccount.FromTemplate("Fnd203"));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _rehearsal.Dispose();

    [Fact]
    public async Task A_baseline_its_history_its_timelines_and_its_findings_are_what_the_CLI_expects()
    {
        Assert.SkipWhen(Tools.Aws is null, "The aws CLI is not on this machine.");
        await _rehearsal.EnableAsync(new TestHost(), new AuditBaselineOptions { Regions = ["us-east-1"] });
        await using var server = SandboxServer.Start(_rehearsal.Account);
        var aws = new AwsCommand(server.Endpoint);

        var trail = (await AskAsync(aws, "cloudtrail describe-trails"))["trailList"]![0]!;
        Assert.True((bool)trail["IsMultiRegionTrail"]!);
        Assert.True((bool)trail["LogFileValidationEnabled"]!);
        Assert.True((bool)(await AskAsync(aws, $"cloudtrail get-trail-status --name {trail["TrailARN"]}"))["IsLogging"]!);
        Assert.Equal("TrailNotFoundException", (await aws.RunAsync(Token, "cloudtrail", "get-trail-status", "--name", "none")).Error);

        var recorder = (await AskAsync(aws, "configservice describe-configuration-recorders"))["ConfigurationRecorders"]![0]!;
        Assert.True((bool)recorder["recordingGroup"]!["allSupported"]!);
        Assert.True((bool)(await AskAsync(aws, "configservice describe-configuration-recorder-status"))["ConfigurationRecordersStatus"]![0]!["recording"]!);
        Assert.NotNull((await AskAsync(aws, "configservice describe-delivery-channels"))["DeliveryChannels"]![0]!["s3BucketName"]);

        var group = (string)(await AskAsync(aws, "ec2 describe-security-groups"))["SecurityGroups"]![0]!["GroupId"]!;
        await AskAsync(aws, $"ec2 authorize-security-group-ingress --group-id {group} --protocol tcp --port 8443 --cidr 10.9.0.0/16");
        var events = (await AskAsync(aws, $"cloudtrail lookup-events --lookup-attributes AttributeKey=ResourceName,AttributeValue={group}"))["Events"]!.AsArray();
        var newest = events[0]!;
        Assert.Equal("AuthorizeSecurityGroupIngress", (string?)newest["EventName"]);
        Assert.Equal("AuthorizeSecurityGroupIngress", (string?)JsonNode.Parse((string)newest["CloudTrailEvent"]!)!["eventName"]);
        var items = (await AskAsync(aws, $"configservice get-resource-config-history --resource-type AWS::EC2::SecurityGroup --resource-id {group}"))["configurationItems"]!.AsArray();
        Assert.Contains("10.9.0.0/16", (string?)items[0]!["configuration"], StringComparison.Ordinal);
        Assert.DoesNotContain("10.9.0.0/16", (string?)items[^1]!["configuration"], StringComparison.Ordinal);

        var detector = (string)(await AskAsync(aws, "guardduty list-detectors"))["DetectorIds"]![0]!;
        await AskAsync(aws, $"guardduty create-sample-findings --detector-id {detector}");
        var ids = (await AskAsync(aws, $"guardduty list-findings --detector-id {detector}"))["FindingIds"]!.AsArray();
        Assert.Equal(45, ids.Count);
        var findings = (await AskAsync(aws, $"guardduty get-findings --detector-id {detector} --finding-ids {string.Join(' ', ids.Take(45))}"))["Findings"]!.AsArray();
        Assert.Equal([9, 31, 5], new[] { 7d, 4d, 1d }.Select(from => findings.Count(f => (double)f!["Severity"]! is var severity && severity >= from && severity < from + 3 + (from == 7 ? 3 : 0))));
    }

    [Fact]
    public async Task The_files_of_a_trail_are_valid_to_the_CLI_and_to_this_module_until_a_log_file_is_changed()
    {
        Assert.SkipWhen(Tools.Aws is null, "The aws CLI is not on this machine.");
        await _rehearsal.EnableAsync(new TestHost(), new AuditBaselineOptions { Regions = ["us-east-1"] });
        var account = _rehearsal.Account;
        for (var i = 0; i < 40; i++)
        {
            ((SteppingClock)account.Clock).Advance(TimeSpan.FromMinutes(6));
            account.Invoke("ec2", "DescribeVpcs", [], record: true);
        }

        await using var server = SandboxServer.Start(account);
        var aws = new AwsCommand(server.Endpoint);
        var trail = account.Trail();
        string[] validate =
        [
            "cloudtrail", "validate-logs", "--trail-arn", (string)trail["TrailARN"]!, "--start-time", "2026-01-01T00:00:00Z",
            "--end-time", account.Clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
        ];
        var (valid, error) = await aws.TextAsync(Token, validate);
        Assert.Null(error);
        var ours = await IntegrityAsync((string)trail["S3BucketName"]!);
        Assert.All(ours, item => Assert.Equal("Valid", item.State));
        foreach (var (kind, said) in new[] { ("Digest", "digest"), ("LogFile", "log") })
        {
            var count = ours.Count(item => item.Kind == kind);
            Assert.NotEqual(0, count);
            Assert.Contains($"{count}/{count} {said} files valid", valid, StringComparison.Ordinal);
        }

        var bucket = (string)trail["S3BucketName"]!;
        var log = account.Invoke("s3", "ListObjectsV2", new() { ["Bucket"] = bucket })["Contents"]!.AsArray()
            .Select(one => (string)one!["Key"]!).First(key => key.Contains("/CloudTrail/", StringComparison.Ordinal) && key.EndsWith(".gz", StringComparison.Ordinal));
        account.Invoke("s3", "PutObject", new() { ["Bucket"] = bucket, ["Key"] = log, ["Body"] = Convert.ToBase64String("changed"u8) });
        var (invalid, complaint) = await aws.TextAsync(Token, validate);
        Assert.Contains($"1/{ours.Count(item => item.Kind == "LogFile")} log files INVALID", invalid, StringComparison.Ordinal);
        Assert.Contains($"s3://{bucket}/{log}\tINVALID", complaint, StringComparison.Ordinal);
        var bad = Assert.Single(await IntegrityAsync(bucket), item => item.State != "Valid");
        Assert.Equal(("LogFile", "Invalid", log), (bad.Kind, bad.State, bad.Path));
    }

    private async Task<IReadOnlyList<TrailIntegrityItem>> IntegrityAsync(string bucket)
    {
        var host = new TestHost();
        var items = await AuditScene.ListAsync(TrailIntegrityOperation.TestAsync(_rehearsal.Session, bucket, null, null, null, null, null, host, Token));
        Assert.Empty(host.Errors);
        return items;
    }

    private static async Task<JsonObject> AskAsync(AwsCommand aws, string line)
    {
        var answer = await aws.RunAsync(Token, line.Split(' '));
        Assert.Null(answer.Error);
        return answer.Output as JsonObject ?? [];
    }
}
