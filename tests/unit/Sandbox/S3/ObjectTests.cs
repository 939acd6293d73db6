using System.Text.Json.Nodes;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.S3;

public class ObjectTests
{
    private const string Bucket = S3Bench.Bucket;
    private readonly S3Bench _s3 = new();

    [Fact]
    public void Without_versioning_the_last_write_is_all_there_is()
    {
        _s3.Put("a", "1");
        Assert.Null(_s3.Put("a", "2")["VersionId"]);
        Assert.Equal("2", _s3.Get("a"));
        Assert.Single(_s3.Call("ListObjectVersions", new { Bucket })["Versions"]!.AsArray());
        _s3.Call("DeleteObject", new { Bucket, Key = "a" });
        Assert.Equal("NoSuchKey", _s3.Refused("GetObject", new { Bucket, Key = "a" }));
    }

    [Fact]
    public void With_versioning_every_write_can_be_read_again_even_after_a_delete()
    {
        _s3.Put("a", "0");
        _s3.EnableVersions();
        var first = (string)_s3.Put("a", "1")["VersionId"]!;
        _s3.Put("a", "2");
        var marker = (string)_s3.Call("DeleteObject", new { Bucket, Key = "a" })["VersionId"]!;

        Assert.Equal("NoSuchKey", _s3.Refused("GetObject", new { Bucket, Key = "a" }));
        Assert.Equal("MethodNotAllowed", _s3.Refused("GetObject", new { Bucket, Key = "a", VersionId = marker }));
        Assert.Equal("NoSuchVersion", _s3.Refused("GetObject", new { Bucket, Key = "a", VersionId = "another" }));
        Assert.Equal(("1", "0"), (_s3.Get("a", first), _s3.Get("a", "null")));
        var listed = _s3.Call("ListObjectVersions", new { Bucket });
        Assert.Equal([false, false, false], listed["Versions"]!.AsArray().Select(v => (bool)v!["IsLatest"]!));
        Assert.True((bool?)listed["DeleteMarkers"]![0]!["IsLatest"]);

        _s3.Call("DeleteObject", new { Bucket, Key = "a", VersionId = marker });
        Assert.Equal("2", _s3.Get("a"));
    }

    [Fact]
    public void While_versioning_is_suspended_writes_replace_the_null_version_alone()
    {
        _s3.EnableVersions();
        _s3.Put("a", "1");
        _s3.Call("PutBucketVersioning", new { Bucket, VersioningConfiguration = new { Status = "Suspended" } });
        _s3.Put("a", "2");
        _s3.Put("a", "3");
        Assert.Equal(2, _s3.Call("ListObjectVersions", new { Bucket })["Versions"]!.AsArray().Count);
        Assert.Equal("3", _s3.Get("a", "null"));
    }

    [Theory]
    [InlineData("bytes=0-3", "0123", "bytes 0-3/10")]
    [InlineData("bytes=7-", "789", "bytes 7-9/10")]
    [InlineData("bytes=-2", "89", "bytes 8-9/10")]
    [InlineData("bytes=5-99", "56789", "bytes 5-9/10")]
    [InlineData("lines=1-2", "0123456789", null)]
    public void A_range_is_what_it_says(string range, string text, string? contentRange)
    {
        _s3.Put("a", "0123456789");
        var answer = _s3.Call("GetObject", new { Bucket, Key = "a", Range = range });
        Assert.Equal(S3Bench.Base64(text), (string?)answer["Body"]);
        Assert.Equal(contentRange, (string?)answer["ContentRange"]);
    }

    [Fact]
    public void A_range_behind_the_end_is_refused()
    {
        _s3.Put("a", "0123456789");
        Assert.Equal("InvalidRange", _s3.Refused("GetObject", new { Bucket, Key = "a", Range = "bytes=10-" }));
    }

    [Fact]
    public void Reads_heed_their_conditions()
    {
        var tag = (string)_s3.Put("a", "1")["ETag"]!;
        Assert.Equal("NotModified", _s3.Refused("GetObject", new { Bucket, Key = "a", IfNoneMatch = tag }));
        Assert.Equal("PreconditionFailed", _s3.Refused("GetObject", new { Bucket, Key = "a", IfMatch = "\"other\"" }));
        Assert.Equal("PreconditionFailed", _s3.Refused("HeadObject", new { Bucket, Key = "a", IfUnmodifiedSince = "2020-01-01T00:00:00Z" }));
        _s3.Call("GetObject", new { Bucket, Key = "a", IfMatch = tag, IfModifiedSince = "2020-01-01T00:00:00Z" });
    }

    [Fact]
    public void A_checksum_that_is_not_the_bodys_is_refused()
    {
        Assert.Equal("BadDigest", _s3.Refused("PutObject", new { Bucket, Key = "a", Body = S3Bench.Base64("1"), ChecksumCRC32 = "AAAAAA==" }));
        Assert.Equal("BadDigest", _s3.Refused("PutObject", new { Bucket, Key = "a", Body = S3Bench.Base64("1"), ContentMD5 = "x" }));
        // The check value of CRC-32: 0xCBF43926 for the nine digits.
        _s3.Call("PutObject", new { Bucket, Key = "a", Body = S3Bench.Base64("123456789"), ChecksumCRC32 = "y/Q5Jg==" });
        Assert.Equal("y/Q5Jg==", (string?)_s3.Call("HeadObject", new { Bucket, Key = "a", ChecksumMode = "ENABLED" })["ChecksumCRC32"]);
    }

    [Fact]
    public void Objects_are_listed_in_order_in_pages_with_prefixes_rolled_up()
    {
        foreach (var key in new[] { "b/1", "b/2", "c", "a", "d/1" })
        {
            _s3.Put(key, key);
        }

        List<string> seen = [];
        string? token = null;
        do
        {
            var page = _s3.Call("ListObjectsV2", new { Bucket, Delimiter = "/", MaxKeys = 1, ContinuationToken = token });
            seen.AddRange(page["Contents"]!.AsArray().Select(o => (string)o!["Key"]!));
            seen.AddRange(page["CommonPrefixes"]!.AsArray().Select(o => (string)o!["Prefix"]!));
            token = (string?)page["NextContinuationToken"];
        }
        while (token is not null);

        Assert.Equal(["a", "b/", "c", "d/"], seen);
        Assert.Equal(2, (int?)_s3.Call("ListObjectsV2", new { Bucket, Prefix = "b/" })["KeyCount"]);
    }

    [Fact]
    public void Versions_are_listed_in_pages_that_join_without_a_gap()
    {
        _s3.EnableVersions();
        var written = new[] { "a", "a", "b", "a" }.Select(key => (string)_s3.Put(key, key)["VersionId"]!).ToHashSet();
        HashSet<string> seen = [];
        var (key, version) = ((string?)null, (string?)null);
        do
        {
            var page = _s3.Call("ListObjectVersions", new { Bucket, MaxKeys = 1, KeyMarker = key, VersionIdMarker = version });
            Assert.True(seen.Add((string)page["Versions"]!.AsArray().Single()!["VersionId"]!));
            (key, version) = ((string?)page["NextKeyMarker"], (string?)page["NextVersionIdMarker"]);
        }
        while (key is not null);

        Assert.Equal(written, seen);
    }

    [Fact]
    public void Many_are_deleted_at_once_and_what_is_not_there_counts_as_deleted()
    {
        _s3.Put("a", "1");
        JsonNode deleted = _s3.Call("DeleteObjects", new { Bucket, Delete = new { Objects = new[] { new { Key = "a" }, new { Key = "b" } } } })["Deleted"]!;
        Assert.Equal(["a", "b"], deleted.AsArray().Select(o => (string)o!["Key"]!));
        Assert.Empty(_s3.Call("ListObjectsV2", new { Bucket })["Contents"]!.AsArray());
    }
}
