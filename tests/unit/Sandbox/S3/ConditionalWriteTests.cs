using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.S3;

/// <summary>The law that a shared journal stands on: of writers that saw the same, exactly one wins.</summary>
public class ConditionalWriteTests
{
    private const string Bucket = S3Bench.Bucket;
    private readonly S3Bench _s3 = new();

    [Fact]
    public void What_is_there_is_not_written_over_by_a_writer_who_thinks_it_is_not()
    {
        _s3.Call("PutObject", New("a", "1"));
        Assert.Equal("PreconditionFailed", _s3.Refused("PutObject", New("a", "2")));
        Assert.Equal("1", _s3.Get("a"));
    }

    [Fact]
    public void A_deleted_object_can_be_written_anew()
    {
        _s3.EnableVersions();
        _s3.Put("a", "1");
        _s3.Call("DeleteObject", new { Bucket, Key = "a" });
        _s3.Call("PutObject", New("a", "2"));
        Assert.Equal("2", _s3.Get("a"));
    }

    [Fact]
    public void What_changed_since_it_was_read_is_not_written_over()
    {
        var seen = (string)_s3.Put("a", "1")["ETag"]!;
        _s3.Call("PutObject", Next("a", "2", seen));
        Assert.Equal("PreconditionFailed", _s3.Refused("PutObject", Next("a", "3", seen)));
        Assert.Equal("2", _s3.Get("a"));
        Assert.Equal("NoSuchKey", _s3.Refused("PutObject", Next("b", "1", seen)));
        Assert.Equal("PreconditionFailed", _s3.Refused("DeleteObject", new { Bucket, Key = "a", IfMatch = seen }));
        Assert.Equal("NotImplemented", _s3.Refused("PutObject", new { Bucket, Key = "a", Body = "", IfNoneMatch = seen }));
    }

    [Fact]
    public void A_conflict_is_answered_once_and_the_next_try_decides()
    {
        _s3.Service.ConflictNext(Bucket, "a");
        Assert.Equal("ConditionalRequestConflict", _s3.Refused("PutObject", New("a", "1")));
        _s3.Call("PutObject", New("a", "1"));
    }

    [Fact]
    public async Task Of_many_clients_that_append_at_once_exactly_one_wins_each_round()
    {
        const int Writers = 8;
        using var client = _s3.Client();
        string? tag = null;
        for (var round = 0; round < 5; round++)
        {
            var outcomes = await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(() => WriteAsync(client, tag, $"{round}-{writer}"))));
            var winner = Assert.Single(outcomes, outcome => outcome.Status == HttpStatusCode.OK);
            Assert.Equal(Writers - 1, outcomes.Count(outcome => outcome.Status == HttpStatusCode.PreconditionFailed));
            Assert.Equal(winner.Text, _s3.Get("journal"));
            tag = winner.ETag;
        }
    }

    private static async Task<(HttpStatusCode Status, string? ETag, string Text)> WriteAsync(AmazonS3Client client, string? tag, string text)
    {
        var request = new PutObjectRequest { BucketName = Bucket, Key = "journal", ContentBody = text };
        request.IfMatch = tag;
        request.IfNoneMatch = tag is null ? "*" : null;
        try
        {
            var answer = await client.PutObjectAsync(request);
            return (answer.HttpStatusCode, answer.ETag, text);
        }
        catch (AmazonS3Exception e)
        {
            return (e.StatusCode, null, text);
        }
    }

    private static object New(string key, string text) => new { Bucket, Key = key, Body = S3Bench.Base64(text), IfNoneMatch = "*" };

    private static object Next(string key, string text, string seen) => new { Bucket, Key = key, Body = S3Bench.Base64(text), IfMatch = seen };
}
