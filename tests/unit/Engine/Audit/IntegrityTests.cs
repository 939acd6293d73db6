using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using AwsHardening.Core.Audit;
using AwsHardening.Sandbox;
using AwsHardening.UnitTests.Engine.Support;
using AwsHardening.UnitTests.SandboxTests.CloudTrail;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Audit;

public sealed class IntegrityTests : IDisposable
{
    private readonly Rehearsal _rehearsal = Rehearsal.Fnd203();
    private readonly TestHost _host = new();
    private readonly string _folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public IntegrityTests()
    {
        var account = _rehearsal.Account;
        TrailScene.Create(account);
        account.Invoke("cloudtrail", "StartLogging", new() { ["Name"] = "all" });
        for (var hour = 0; hour < 3; hour++)
        {
            account.Invoke("ec2", "DescribeVpcs", [], record: true);
            ((SteppingClock)account.Clock).Advance(TimeSpan.FromMinutes(6));
            account.Invoke("ec2", "DescribeSubnets", [], record: true);
            ((SteppingClock)account.Clock).Advance(TimeSpan.FromMinutes(55));
            account.Invoke("ec2", "DescribeSubnets", [], record: true);
        }
    }

    public void Dispose()
    {
        _rehearsal.Dispose();
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    [Fact]
    public async Task What_nobody_touched_is_valid()
    {
        var items = await BucketAsync();
        Assert.Equal(3, items.Count(item => item.Kind == "Digest"));
        Assert.True(items.Count(item => item.Kind == "LogFile") >= 3);
        Assert.All(items, item => Assert.Equal("Valid", item.State));
    }

    [Fact]
    public async Task An_altered_log_file_is_found()
    {
        var key = Keys("CloudTrail/")[0];
        Write(key, """{"Records":[]}""");
        var bad = Assert.Single(await BucketAsync(), item => item.State != "Valid");
        Assert.Equal(("LogFile", "Invalid", key), (bad.Kind, bad.State, bad.Path));
    }

    [Fact]
    public async Task A_missing_log_file_is_found()
    {
        var key = Keys("CloudTrail/")[0];
        _rehearsal.Account.Invoke("s3", "DeleteObject", new() { ["Bucket"] = "logs-1", ["Key"] = key });
        Assert.Equal(("LogFile", "Missing"), Assert.Single((await BucketAsync()).Where(item => item.State != "Valid").Select(item => (item.Kind, item.State))));
    }

    [Fact]
    public async Task A_missing_digest_is_found_by_the_one_after_it()
    {
        var key = Keys("CloudTrail-Digest/")[1];
        _rehearsal.Account.Invoke("s3", "DeleteObject", new() { ["Bucket"] = "logs-1", ["Key"] = key });
        Assert.Equal(("Digest", "Missing", key), Assert.Single((await BucketAsync()).Where(item => item.State != "Valid").Select(item => (item.Kind, item.State, item.Path))));
    }

    [Fact]
    public async Task A_digest_that_names_other_log_files_than_it_did_is_found()
    {
        var key = Keys("CloudTrail-Digest/")[1];
        var digest = (JsonObject)JsonNode.Parse(Read(key))!;
        digest["logFiles"] = new JsonArray();
        Write(key, digest.ToJsonString());
        Assert.Contains(await BucketAsync(), item => item.Kind == "Digest" && item.Path == key && item.State == "Invalid");
    }

    [Fact]
    public async Task In_a_folder_the_last_digest_is_Unknown_and_the_others_are_Valid()
    {
        Copy();
        var items = await AuditScene.ListAsync(TrailIntegrityOperation.TestAsync(
            _rehearsal.Session, null, null, _folder, null, null, null, _host, TestContext.Current.CancellationToken));
        Assert.Equal("Unknown", Assert.Single(items, item => item.State != "Valid").State);
        Assert.Equal(Keys("CloudTrail-Digest/")[^1], Assert.Single(items, item => item.State != "Valid").Path);
    }

    [Fact]
    public async Task Without_its_key_a_digest_is_Unknown_never_Valid()
    {
        Copy();
        Directory.CreateDirectory(_folder);
        var keys = Path.Combine(_folder, "keys.json");
        await File.WriteAllTextAsync(keys, """{"PublicKeyList":[]}""", TestContext.Current.CancellationToken);
        var items = await AuditScene.ListAsync(TrailIntegrityOperation.TestAsync(
            null, null, null, _folder, keys, null, null, _host, TestContext.Current.CancellationToken));
        Assert.All(items.Where(item => item.Kind == "Digest"), item => Assert.Equal("Unknown", item.State));
    }

    private Task<IReadOnlyList<TrailIntegrityItem>> BucketAsync() => AuditScene.ListAsync(TrailIntegrityOperation.TestAsync(
        _rehearsal.Session, "logs-1", null, null, null, null, null, _host, TestContext.Current.CancellationToken));

    private List<string> Keys(string part) =>
    [
        .. _rehearsal.Account.Invoke("s3", "ListObjectsV2", new() { ["Bucket"] = "logs-1", ["Prefix"] = $"AWSLogs/123456789012/{part}" })["Contents"]!
            .AsArray().Select(found => (string)found!["Key"]!),
    ];

    private string Read(string key)
    {
        var body = Convert.FromBase64String((string)_rehearsal.Account.Invoke("s3", "GetObject", new() { ["Bucket"] = "logs-1", ["Key"] = key })["Body"]!);
        using var gzip = new GZipStream(new MemoryStream(body), CompressionMode.Decompress);
        return new StreamReader(gzip).ReadToEnd();
    }

    private void Write(string key, string text)
    {
        using var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        var old = _rehearsal.Account.Invoke("s3", "HeadObject", new() { ["Bucket"] = "logs-1", ["Key"] = key });
        _rehearsal.Account.Invoke("s3", "PutObject", new()
        {
            ["Bucket"] = "logs-1", ["Key"] = key, ["Body"] = Convert.ToBase64String(zipped.ToArray()), ["Metadata"] = old["Metadata"]?.DeepClone(),
        });
    }

    private void Copy()
    {
        foreach (var key in Keys(""))
        {
            var file = Path.Combine(_folder, key);
            if (!key.EndsWith('/'))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                File.WriteAllBytes(file, Convert.FromBase64String((string)_rehearsal.Account.Invoke("s3", "GetObject", new() { ["Bucket"] = "logs-1", ["Key"] = key })["Body"]!));
            }
        }
    }
}
