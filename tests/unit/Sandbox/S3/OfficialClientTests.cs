using System.Net;
using System.Text;
using Amazon.S3;
using Amazon.S3.Model;
using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Wire;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.S3;

/// <summary>What the official client makes of the answers: its addressing, chunked bodies with trailers, checksums.</summary>
public class OfficialClientTests
{
    private const string Bucket = S3Bench.Bucket;
    private readonly S3Bench _s3 = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_object_goes_round_with_its_metadata_and_its_checksum(bool pathStyle)
    {
        using var client = _s3.Client(pathStyle: pathStyle);
        var body = new string('x', 200_000);
        var request = new PutObjectRequest { BucketName = Bucket, Key = "folder/ä b+c/", InputStream = new MemoryStream(Encoding.UTF8.GetBytes(body)) };
        request.Metadata["Note"] = "kept";
        request.Headers.ContentEncoding = "gzip";
        await client.PutObjectAsync(request, Token);

        using var answer = await client.GetObjectAsync(new GetObjectRequest { BucketName = Bucket, Key = request.Key }, Token);
        using var reader = new StreamReader(answer.ResponseStream);
        Assert.Equal(body, await reader.ReadToEndAsync(Token));
        Assert.Equal("kept", answer.Metadata["x-amz-meta-note"]);
        Assert.Equal("gzip", answer.Headers.ContentEncoding);
        Assert.NotNull(answer.ChecksumCRC32);
        Assert.Equal(ServerSideEncryptionMethod.AES256, answer.ServerSideEncryptionMethod);
        var put = _s3.Account.Calls.Single(call => call.Operation == "PutObject").Parameters;
        Assert.Equal((Bucket, "folder/ä b+c/"), ((string?)put["Bucket"], (string?)put["Key"]));
    }

    [Fact]
    public async Task A_head_has_a_length_and_no_body()
    {
        using var client = _s3.Client();
        _s3.Put("a", "12345");
        Assert.Equal(5, (await client.GetObjectMetadataAsync(new GetObjectMetadataRequest { BucketName = Bucket, Key = "a" }, Token)).ContentLength);
        var missing = await Assert.ThrowsAnyAsync<AmazonS3Exception>(
            () => client.GetObjectMetadataAsync(new GetObjectMetadataRequest { BucketName = Bucket, Key = "b" }, Token));
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    [Fact]
    public async Task Errors_come_with_their_codes()
    {
        using var client = _s3.Client();
        var gone = await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => client.GetObjectAsync(Bucket, "a", Token));
        Assert.Equal(("NoSuchKey", HttpStatusCode.NotFound), (gone.ErrorCode, gone.StatusCode));
        var absent = await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => client.ListObjectsV2Async(new() { BucketName = "no-such-bucket" }, Token));
        Assert.Equal("NoSuchBucket", absent.ErrorCode);
    }

    [Fact]
    public async Task Pages_versions_and_batches_are_understood()
    {
        using var client = _s3.Client();
        _s3.EnableVersions();
        foreach (var key in new[] { "a", "b", "b" })
        {
            await client.PutObjectAsync(new PutObjectRequest { BucketName = Bucket, Key = key, ContentBody = key }, Token);
        }

        var first = await client.ListObjectsV2Async(new() { BucketName = Bucket, MaxKeys = 1 }, Token);
        var second = await client.ListObjectsV2Async(new() { BucketName = Bucket, ContinuationToken = first.NextContinuationToken }, Token);
        Assert.Equal(["a", "b"], first.S3Objects.Concat(second.S3Objects).Select(o => o.Key));
        var deleted = await client.DeleteObjectsAsync(new() { BucketName = Bucket, Objects = [new() { Key = "a" }, new() { Key = "b" }] }, Token);
        Assert.Equal(2, deleted.DeletedObjects.Count);
        var versions = await client.ListVersionsAsync(new ListVersionsRequest { BucketName = Bucket }, Token);
        Assert.Equal(5, versions.Versions.Count);
        Assert.Equal(2, versions.Versions.Count(v => v.IsDeleteMarker == true));
    }

    [Fact]
    public async Task Places_of_buckets_are_understood()
    {
        using var ireland = _s3.Client("eu-west-1");
        await ireland.PutBucketAsync(new PutBucketRequest { BucketName = "ireland" }, Token);
        Assert.Equal("eu-west-1", (await ireland.GetBucketLocationAsync(new GetBucketLocationRequest { BucketName = "ireland" }, Token)).Location.Value);
        Assert.Equal("", (await _s3.Client().GetBucketLocationAsync(new GetBucketLocationRequest { BucketName = Bucket }, Token)).Location?.Value ?? "");
        Assert.Equal("eu-west-1", (await ireland.HeadBucketAsync(new HeadBucketRequest { BucketName = "ireland" }, Token)).BucketRegion);
    }

    [Theory]
    [InlineData("b.s3.us-east-1.amazonaws.com", "/k?x=1", "/b/k?x=1")]
    [InlineData("b.with.dots.s3.amazonaws.com", "/", "/b.with.dots/")]
    [InlineData("b.s3.dualstack.eu-west-1.amazonaws.com:443", "/k", "/b/k")]
    [InlineData("b.localhost:5005", "/k", "/b/k")]
    [InlineData("s3.us-east-1.amazonaws.com", "/b/k", "/b/k")]
    [InlineData("127.0.0.1:5005", "/b/k", "/b/k")]
    public void A_bucket_in_the_host_name_is_one_in_the_path(string host, string target, string expected) => Assert.Equal(
        expected, S3Request.Normalize(new WireRequest("GET", target, new Dictionary<string, string> { ["Host"] = host }, [])).Target);

    [Fact]
    public void Chunks_are_joined_and_trailers_are_headers()
    {
        var coded = "5;chunk-signature=abc\r\nhello\r\n6\r\n world\r\n0\r\nx-amz-checksum-crc32:DUoRhQ==\r\n\r\n";
        var plain = S3Request.Normalize(Chunked(coded, "11"));
        Assert.Equal("hello world", Encoding.UTF8.GetString(plain.Body));
        Assert.Equal("DUoRhQ==", plain.Header("x-amz-checksum-crc32"));
        Assert.Equal("gzip", plain.Header("Content-Encoding"));
    }

    [Theory]
    [InlineData("5\r\nhel")]
    [InlineData("5\r\nhello!\r\n0\r\n\r\n")]
    [InlineData("zz\r\n")]
    [InlineData("3\r\nabc\r\n0\r\n\r\n")]
    public void Chunks_that_break_off_are_no_body(string coded) =>
        Assert.Equal("IncompleteBody", Assert.Throws<AwsErrorException>(() => S3Request.Normalize(Chunked(coded, "5"))).Code);

    private static WireRequest Chunked(string coded, string length) => new(
        "PUT", "/b/k",
        new Dictionary<string, string>
        {
            ["Host"] = "s3.amazonaws.com",
            ["x-amz-content-sha256"] = "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
            ["x-amz-decoded-content-length"] = length,
            ["Content-Encoding"] = "gzip,aws-chunked",
        },
        Encoding.UTF8.GetBytes(coded));
}
