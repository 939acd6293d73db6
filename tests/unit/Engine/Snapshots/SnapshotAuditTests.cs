using System.Text.Json.Nodes;
using AwsHardening.Core.Audit;
using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Faults;
using AwsHardening.UnitTests.Engine.Audit;
using AwsHardening.UnitTests.Engine.RandomAccounts;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Snapshots;

/// <summary>What watches an account, in copies of it.</summary>
public sealed class SnapshotAuditTests : IDisposable
{
    private static readonly byte[] s_salt = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    private readonly SnapshotBench _bench = new();
    private readonly SandboxAccount _account = SandboxAccount.FromTemplate("Fnd203");

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_rehearsal_of_the_baseline_finds_what_is_there_and_changes_nothing()
    {
        await EnabledAsync();
        using var copy = new Rehearsal(SandboxAccount.FromSnapshot(await _bench.ExportAsync(_account)));
        var host = new TestHost();
        var items = await copy.EnableAsync(host, Here());
        Assert.Empty(host.Errors);
        Assert.NotEmpty(items);
        Assert.Empty(copy.Mutations);
        Assert.All(await copy.GetBaselineAsync(new TestHost(), Here()), fact => Assert.NotEqual("Unknown", fact.State.ToString()));
    }

    [Fact]
    public async Task A_trail_whose_home_is_elsewhere_is_adopted_on_the_copy_and_no_second_one_is_made()
    {
        using (var original = new Rehearsal(_account))
        {
            await original.EnableAsync(new TestHost(), new AuditBaselineOptions { Regions = ["us-east-1", "eu-west-1"], HomeRegion = "eu-west-1" });
        }

        using var copy = new Rehearsal(SandboxAccount.FromSnapshot(await _bench.ExportAsync(_account)));
        await copy.EnableAsync(new TestHost(), new AuditBaselineOptions { Regions = ["us-east-1"] });
        Assert.DoesNotContain(copy.Mutations, call => call.Operation == "CreateTrail");
        Assert.Equal("eu-west-1", (string?)copy.Account.Trail()["HomeRegion"]);
    }

    [Fact]
    public async Task The_copy_has_a_history_and_a_timeline_of_its_own()
    {
        await EnabledAsync();
        var copy = SandboxAccount.FromSnapshot(await _bench.ExportAsync(_account));
        var group = (string)copy.All("DescribeSecurityGroups", "SecurityGroups").First()["GroupId"]!;
        var before = Timeline(copy, group);
        Assert.Equal("OK", (string?)Assert.Single(before)!["configurationItemStatus"]);
        copy.Invoke("ec2", "AuthorizeSecurityGroupIngress", new JsonObject
        {
            ["GroupId"] = group,
            ["IpPermissions"] = new JsonArray(new JsonObject
            {
                ["IpProtocol"] = "tcp", ["FromPort"] = 1, ["ToPort"] = 1, ["IpRanges"] = new JsonArray(new JsonObject { ["CidrIp"] = "10.9.0.0/16" }),
            }),
        }, record: true);
        Assert.Equal(2, Timeline(copy, group).Count);
        var found = copy.Invoke("cloudtrail", "LookupEvents", [])["Events"]!.AsArray();
        Assert.Contains(found, one => (string?)one!["EventName"] == "AuthorizeSecurityGroupIngress");
    }

    [Fact]
    public async Task What_was_not_copied_is_refused_and_not_empty()
    {
        await EnabledAsync();
        RandomAudit.AddTable(_account, 4);
        var path = await _bench.ExportAsync(_account);
        Assert.DoesNotContain(SnapshotBench.Lines(path), line => line.Contains("kept-out-of-it", StringComparison.Ordinal));
        var copy = SandboxAccount.FromSnapshot(path);
        var detector = (string)copy.Invoke("guardduty", "ListDetectors", [])["DetectorIds"]![0]!;
        Assert.Equal("NotInSnapshot", Refused(copy, "guardduty", "ListFindings", new() { ["DetectorId"] = detector }));
        Assert.Equal("NotInSnapshot", Refused(copy, "config", "GetResourceConfigHistory", new() { ["resourceType"] = "AWS::IAM::Role", ["resourceId"] = "AROA" }));
        var table = (string)copy.Invoke("dynamodb", "ListTables", [])["TableNames"]![0]!;
        Assert.False(((JsonObject)copy.Invoke("dynamodb", "DescribeTable", new() { ["TableName"] = table })["Table"]!).ContainsKey("ItemCount"));
        Assert.Equal("NotInSnapshot", Refused(copy, "dynamodb", "Scan", new() { ["TableName"] = table }));
        Assert.Equal("RegionNotInSnapshot", Refused(copy, "guardduty", "ListDetectors", [], "eu-west-1"));
        Assert.Equal("RegionNotInSnapshot", Refused(copy, "cloudtrail", "DescribeTrails", [], "eu-west-1"));
        // What the rehearsal makes, it shows.
        copy.Invoke("guardduty", "CreateSampleFindings", new() { ["DetectorId"] = detector });
        Assert.NotEmpty(copy.Invoke("guardduty", "ListFindings", new() { ["DetectorId"] = detector })["FindingIds"]!.AsArray());
    }

    [Theory]
    [InlineData("cloudtrail", "DescribeTrails")]
    [InlineData("config", "DescribeConfigurationRecorders")]
    [InlineData("guardduty", "ListDetectors")]
    [InlineData("accessanalyzer", "ListAnalyzers")]
    [InlineData("dynamodb", "ListTables")]
    [InlineData("ec2", "DescribeFlowLogs")]
    [InlineData("config", "DescribeConfigurationRecorderStatus")]
    public async Task What_is_denied_is_unread_on_the_copy(string service, string operation)
    {
        await EnabledAsync();
        await _bench.AssertUnreadAsync(_account, service, operation);
    }

    [Fact]
    public async Task Under_pseudonyms_nothing_tells_whose_it_is_and_the_bucket_of_the_trail_is_the_same()
    {
        await EnabledAsync();
        _account.Invoke("dynamodb", "CreateTable", (JsonObject)JsonNode.Parse("""
            {"TableName":"AcmeKeys","BillingMode":"PAY_PER_REQUEST","KeySchema":[{"AttributeName":"acmeId","KeyType":"HASH"}],
             "AttributeDefinitions":[{"AttributeName":"acmeId","AttributeType":"S"}],"Tags":[{"Key":"Owner","Value":"Acme"}]}
            """)!);
        var lines = SnapshotBench.Lines(await _bench.ExportAsync(_account, pseudonymize: true, salt: s_salt));
        var text = string.Join('\n', lines);
        Assert.DoesNotContain("acme", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(_account.AccountId, text, StringComparison.Ordinal);
        var path = _bench.NewPath();
        SnapshotBench.Write(path, lines);
        var copy = SandboxAccount.FromSnapshot(path);
        var bucket = (string)copy.Trail()["S3BucketName"]!;
        Assert.Contains(copy.Invoke("s3", "ListBuckets", [])["Buckets"]!.AsArray(), one => (string?)one!["Name"] == bucket);
        Assert.Equal(bucket, (string?)copy.Invoke("config", "DescribeDeliveryChannels", [])["DeliveryChannels"]![0]!["s3BucketName"]);
    }

    private async Task EnabledAsync()
    {
        using var original = new Rehearsal(_account);
        await original.EnableAsync(new TestHost(), Here());
    }

    private static AuditBaselineOptions Here() => new() { Regions = ["us-east-1"] };

    private static JsonArray Timeline(SandboxAccount account, string id) => account.Invoke("config", "GetResourceConfigHistory", new()
    {
        ["resourceType"] = "AWS::EC2::SecurityGroup", ["resourceId"] = id,
    })["configurationItems"]!.AsArray();

    private static string Refused(SandboxAccount account, string service, string operation, JsonObject input, string? region = null) =>
        Assert.Throws<AwsErrorException>(() => account.Invoke(service, operation, input, region)).Code;
}
