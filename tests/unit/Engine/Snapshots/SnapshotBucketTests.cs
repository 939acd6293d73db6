using System.Text.Json.Nodes;
using AwsHardening.Core.Account.Snapshots;
using AwsHardening.Core.Changes;
using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Faults;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Snapshots;

public sealed class SnapshotBucketTests : IDisposable
{
    private const string Name = "acme-123456789012-logs";

    private static readonly byte[] s_salt = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    private readonly SnapshotBench _bench = new();
    private readonly SandboxAccount _account = SandboxAccount.Create();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task What_is_in_a_bucket_is_not_in_the_snapshot_and_not_made_up_in_the_copy()
    {
        Make(Name);
        _account.S3("PutObject", new { Bucket = Name, Key = "salaries/2026.csv", Body = "c2VjcmV0" });
        var path = await _bench.ExportAsync(_account);
        Assert.DoesNotContain(SnapshotBench.Lines(path), line => line.Contains("salaries", StringComparison.Ordinal));
        Assert.DoesNotContain(_account.Calls, call => call.Operation.Contains("Object", StringComparison.Ordinal));

        var copy = SandboxAccount.FromSnapshot(path);
        foreach (var operation in new[] { "ListObjectsV2", "ListObjectVersions", "DeleteBucket" })
        {
            Assert.Equal("NotInSnapshot", Assert.Throws<AwsErrorException>(() => copy.S3(operation, new { Bucket = Name })).Code);
        }

        Assert.Equal("NotInSnapshot", Assert.Throws<AwsErrorException>(() => copy.S3("GetObject", new { Bucket = Name, Key = "a" })).Code);
        // What is written there is there, and a bucket that is made there is an ordinary one.
        copy.S3("PutObject", new { Bucket = Name, Key = "a", Body = "" });
        copy.S3("GetObject", new { Bucket = Name, Key = "a" });
        copy.S3("CreateBucket", new { Bucket = "new-one" });
        copy.S3("DeleteBucket", new { Bucket = "new-one" });
    }

    [Fact]
    public async Task Who_an_ACL_lets_in_it_lets_in_on_the_copy_until_another_is_put()
    {
        _account.S3("CreateBucket", new { Bucket = Name, ObjectOwnership = "ObjectWriter" });
        _account.S3("DeletePublicAccessBlock", new { Bucket = Name });
        _account.S3("PutBucketAcl", new { Bucket = Name, ACL = "public-read" });
        var path = await _bench.ExportAsync(_account);

        var copy = SandboxAccount.FromSnapshot(path);
        Assert.Equal(_account.S3("GetBucketAcl", new { Bucket = Name }).ToJsonString(), copy.S3("GetBucketAcl", new { Bucket = Name }).ToJsonString());
        Assert.Contains("AllUsers", copy.S3("GetBucketAcl", new { Bucket = Name }).ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(SnapshotBench.Lines(path), SnapshotBench.Lines(await _bench.ExportAsync(copy)));
        copy.S3("PutBucketAcl", new { Bucket = Name, ACL = "private" });
        Assert.DoesNotContain("AllUsers", copy.S3("GetBucketAcl", new { Bucket = Name }).ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_setting_that_cannot_be_read_is_one_error_however_many_buckets_and_stays_unread()
    {
        Make(Name);
        Make("acme-other");
        _account.Faults.Add(new FaultRule(FaultKind.AccessDenied, "s3", "GetBucketPolicy"));
        var host = new TestHost();
        var path = await _bench.ExportAsync(_account, host);
        var error = Assert.Single(host.Errors);
        Assert.Equal("AccessDenied", error.Id);
        Assert.Contains("and 1 others", error.Message, StringComparison.Ordinal);
        Assert.Contains("s3:GetBucketPolicy", error.Action, StringComparison.Ordinal);

        var copy = SandboxAccount.FromSnapshot(path);
        Assert.Equal("AccessDenied", Assert.Throws<AwsErrorException>(() => copy.S3("GetBucketPolicy", new { Bucket = Name })).Code);
        Assert.Equal(SnapshotBench.Lines(path), SnapshotBench.Lines(await _bench.ExportAsync(copy)));
        // A bucket whose policy nobody could read is not hardened on the copy either, as it would not be there.
        using var scene = new Rehearsal(copy);
        var planning = new TestHost();
        Assert.Null(await StateBucketOperation.PlanAsync(scene.Session, [Name], new(), planning, TestContext.Current.CancellationToken));
        Assert.Equal("AccessDenied", Assert.Single(planning.Errors).Id);

        // Read on one side and not on the other is neither set nor taken away.
        _account.Faults.Clear();
        var difference = await DifferencesAsync(path, await _bench.ExportAsync(_account));
        Assert.All(difference, one => Assert.DoesNotContain(one.Members, member => member.Path == "Policy"));
        Assert.Equal(2, difference.Count);
    }

    [Fact]
    public async Task Where_the_buckets_cannot_be_listed_the_copy_does_not_say_that_there_are_none()
    {
        Make(Name);
        _account.Faults.Add(new FaultRule(FaultKind.AccessDenied, "s3", "ListBuckets"));
        var host = new TestHost();
        var copy = SandboxAccount.FromSnapshot(await _bench.ExportAsync(_account, host));
        Assert.Contains("s3:ListAllMyBuckets", Assert.Single(host.Errors).Action, StringComparison.Ordinal);
        Assert.Equal("AccessDenied", Assert.Throws<AwsErrorException>(() => copy.S3("ListBuckets", new { })).Code);
        Assert.Equal("AccessDenied", Assert.Throws<AwsErrorException>(() => copy.S3("HeadBucket", new { Bucket = Name })).Code);
    }

    [Fact]
    public async Task A_snapshot_that_did_not_ask_for_buckets_says_nothing_about_them()
    {
        Make(Name);
        var whole = await _bench.ExportAsync(_account);
        var path = Without(whole, "AWS::S3::Bucket");
        var copy = SandboxAccount.FromSnapshot(path);
        Assert.Equal("NotInSnapshot", Assert.Throws<AwsErrorException>(() => copy.S3("ListBuckets", new { })).Code);
        var unknown = Assert.Single(await DifferencesAsync(path, whole));
        Assert.Equal((AccountSnapshotChange.Unknown, "AWS::S3::Bucket"), (unknown.Change, unknown.ResourceType));
    }

    [Fact]
    public async Task A_bucket_in_another_Region_is_there_by_name()
    {
        _account.S3("CreateBucket", new { Bucket = "far-away", CreateBucketConfiguration = new { LocationConstraint = "eu-west-1" } });
        var copy = SandboxAccount.FromSnapshot(await _bench.ExportAsync(_account));
        Assert.Equal("eu-west-1", (string?)copy.S3("ListBuckets", new { })["Buckets"]![0]!["BucketRegion"]);
        Assert.Equal("PermanentRedirect", Assert.Throws<AwsErrorException>(() => copy.S3("GetBucketPolicy", new { Bucket = "far-away" })).Code);
        Assert.Equal("RegionNotInSnapshot", Assert.Throws<AwsErrorException>(
            () => copy.S3("GetBucketPolicy", new { Bucket = "far-away" }, "eu-west-1")).Code);
    }

    [Fact]
    public async Task What_changed_of_a_bucket_is_shown_setting_by_setting()
    {
        Make(Name);
        var before = await _bench.ExportAsync(_account);
        _account.S3("PutBucketVersioning", new { Bucket = Name, VersioningConfiguration = new { Status = "Enabled" } });
        _account.S3("PutBucketTagging", new { Bucket = Name, Tagging = new { TagSet = new[] { new { Key = "Owner", Value = "other" } } } });
        _account.S3("CreateBucket", new { Bucket = "new-one" });
        var differences = await DifferencesAsync(before, await _bench.ExportAsync(_account));
        Assert.Equal(
            [(Name, AccountSnapshotChange.Changed), ("new-one", AccountSnapshotChange.Added)], differences.Select(one => (one.ResourceId, one.Change)));
        Assert.Equal(["Tagging.TagSet[Owner]", "VersioningConfiguration.Status"], differences[0].Members.Select(member => member.Path));
    }

    [Fact]
    public async Task Under_pseudonyms_a_bucket_has_one_name_everywhere_and_its_policy_does_what_it_did()
    {
        Make(Name);
        Make("acme-other");
        var lines = SnapshotBench.Lines(await _bench.ExportAsync(_account, pseudonymize: true, salt: s_salt));
        var text = string.Join('\n', lines);
        foreach (var secret in new[] { "acme", "123456789012", "payroll", "AuditTeam", "Auditors", "203.0.113.7", "o-a1b2c3" })
        {
            Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase);
        }

        var bucket = lines.Where(line => line.Contains("AWS::S3::Bucket\",\"data", StringComparison.Ordinal))
            .Select(line => JsonNode.Parse(line)!["data"]!).Single(data => data["LifecycleConfiguration"] is not null);
        var name = (string)bucket["Name"]!;
        Assert.Matches("^bucket-[0-9a-f]{12}$", name);
        var account = (string)JsonNode.Parse(lines[0])!["accountId"]!;
        var policy = JsonNode.Parse((string)bucket["Policy"]!)!["Statement"]!;
        Assert.Equal($"[\"arn:aws:s3:::{name}\",\"arn:aws:s3:::{name}/*\"]", policy[0]!["Resource"]!.ToJsonString());
        Assert.Equal("""{"Bool":{"aws:SecureTransport":"false"}}""", policy[0]!["Condition"]!.ToJsonString());
        Assert.Equal("*", (string)policy[0]!["Principal"]!);
        Assert.Matches($"^arn:aws:iam::{account}:role/name-[0-9a-f]{{12}}$", (string)policy[1]!["Principal"]!["AWS"]!);
        Assert.Matches($"^arn:aws:s3:::{name}/AWSLogs/{account}/name-[0-9a-f]{{12}}/\\*$", (string)policy[1]!["Resource"]!);
        Assert.Equal("cloudtrail.amazonaws.com", (string)policy[2]!["Principal"]!["Service"]!);
        Assert.Equal(account, (string)policy[2]!["Condition"]!["StringEquals"]!["aws:SourceAccount"]!);
        Assert.Equal("bucket-owner-full-control", (string)policy[2]!["Condition"]!["StringEquals"]!["s3:x-amz-acl"]!);

        // Whoever gets the file has the same to do with it: TLS is asked for already, versions are not kept yet.
        var copy = SandboxAccount.FromSnapshot(Written(lines));
        Assert.Equal(await OperationsAsync(_account, Name), await OperationsAsync(copy, name));
    }

    private static async Task<IReadOnlyList<string>> OperationsAsync(SandboxAccount account, string bucket)
    {
        using var scene = new Rehearsal(account);
        var plan = await StateBucketOperation.PlanAsync(
            scene.Session, [bucket], new StateBucketOptions { NoncurrentVersionExpirationInDays = 30 }, new TestHost(), TestContext.Current.CancellationToken);
        return [.. plan!.Changes.Single().Calls.Select(call => call.Split(' ')[0])];
    }

    private static async Task<IReadOnlyList<AccountSnapshotDifference>> DifferencesAsync(string reference, string difference) =>
        await SnapshotComparison.CompareAsync(reference, difference, new TestHost(), TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);

    private void Make(string name)
    {
        _account.S3("CreateBucket", new { Bucket = name });
        _account.S3("PutBucketTagging", new { Bucket = name, Tagging = new { TagSet = new[] { new { Key = "Owner", Value = "AuditTeam" } } } });
        _account.S3("PutBucketPolicy", new { Bucket = name, Policy = Policy(name) });
        if (name == Name)
        {
            _account.S3("PutBucketLifecycleConfiguration", new
            {
                Bucket = name,
                LifecycleConfiguration = new
                {
                    Rules = new[] { new { ID = "acme payroll", Status = "Enabled", Filter = new { Prefix = "payroll/" }, Expiration = new { Days = 9 } } },
                },
            });
        }
    }

    private static string Policy(string name) => """
        {"Version":"2012-10-17","Statement":[
          {"Sid":"AcmeTls","Effect":"Deny","Principal":"*","Action":"s3:*","Resource":["arn:aws:s3:::BUCKET","arn:aws:s3:::BUCKET/*"],"Condition":{"Bool":{"aws:SecureTransport":"false"}}},
          {"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:role/Auditors"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::BUCKET/AWSLogs/123456789012/payroll/*",
           "Condition":{"IpAddress":{"aws:SourceIp":"203.0.113.7/32"},"StringEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}}},
          {"Effect":"Allow","Principal":{"Service":"cloudtrail.amazonaws.com"},"Action":"s3:PutObject","Resource":"arn:aws:s3:::BUCKET/AWSLogs/*",
           "Condition":{"StringEquals":{"aws:SourceAccount":"123456789012","s3:x-amz-acl":"bucket-owner-full-control"}}}]}
        """.Replace("BUCKET", name, StringComparison.Ordinal);

    private string Written(IEnumerable<string> lines)
    {
        var path = _bench.NewPath();
        SnapshotBench.Write(path, lines);
        return path;
    }

    /// <summary>The snapshot as a version wrote it that did not know a type.</summary>
    private string Without(string path, string type)
    {
        var lines = SnapshotBench.Lines(path);
        var header = JsonNode.Parse(lines[0])!.AsObject();
        header["types"] = new JsonArray([.. header["types"]!.AsArray().Where(one => (string)one! != type).Select(one => one!.DeepClone())]);
        using var digest = new Sandbox.Snapshots.SnapshotDigest();
        List<string> kept = [header.ToJsonString(), .. lines[1..^1].Where(line => !line.Contains($"\"{type}\"", StringComparison.Ordinal))];
        foreach (var line in kept)
        {
            digest.AddLine(line);
        }

        var counts = JsonNode.Parse(lines[^1])!["footer"]!["counts"]!.DeepClone().AsObject();
        counts.Remove(type);
        var footer = digest.ToFooter();
        footer["footer"]!["counts"] = counts;
        return Written([.. kept, footer.ToJsonString()]);
    }
}
