using System.Text.Json.Nodes;
using Amazon.Runtime;
using Amazon.S3Control;
using Amazon.S3Control.Model;
using AwsHardening.Core.Account;
using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Sts;
using AwsHardening.UnitTests.Engine.Support;
using AwsHardening.UnitTests.SandboxTests.Wire;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.S3Control;

/// <summary>The account's block as its own client sees it over the wire, and what it does to the buckets of the account.</summary>
public sealed class AccountBlockServiceTests : IDisposable
{
    private const string Account = "123456789012";

    private readonly SandboxAccount _account = SandboxAccount.Create();
    private readonly Wiretap _wire;
    private readonly AmazonS3ControlClient _client;

    public AccountBlockServiceTests()
    {
        _wire = new Wiretap(_account);
        _client = new AmazonS3ControlClient(
            new BasicAWSCredentials(PrincipalStore.OwnerKeyId, PrincipalStore.OwnerSecret),
            new AmazonS3ControlConfig { RegionEndpoint = Amazon.RegionEndpoint.EUWest1, HttpClientFactory = _wire, MaxErrorRetry = 0 });
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _client.Dispose();
        _wire.Dispose();
    }

    [Fact]
    public async Task What_is_put_travels_as_AWS_asks_for_it_and_comes_back()
    {
        await PutAsync(new() { BlockPublicAcls = true, RestrictPublicBuckets = true });
        var (method, uri, headers, body) = _wire.Sent[^1];
        Assert.Equal(("PUT", "https://123456789012.s3-control.eu-west-1.amazonaws.com/v20180820/configuration/publicAccessBlock"), (method, uri));
        Assert.Equal(Account, headers["x-amz-account-id"]);
        Assert.Equal("application/xml", headers["Content-Type"]);
        Assert.Contains("/eu-west-1/s3/aws4_request", headers["Authorization"], StringComparison.Ordinal);
        Assert.Equal("<PublicAccessBlockConfiguration xmlns=\"http://awss3control.amazonaws.com/doc/2018-08-20/\"><BlockPublicAcls>true</BlockPublicAcls>"
            + "<RestrictPublicBuckets>true</RestrictPublicBuckets></PublicAccessBlockConfiguration>", body);
        var got = (await _client.GetPublicAccessBlockAsync(new() { AccountId = Account }, Token)).PublicAccessBlockConfiguration;
        Assert.Equal((true, false, false, true), (got.BlockPublicAcls, got.IgnorePublicAcls, got.BlockPublicPolicy, got.RestrictPublicBuckets));
        await _client.DeletePublicAccessBlockAsync(new() { AccountId = Account }, Token);
        var gone = await Assert.ThrowsAsync<NoSuchPublicAccessBlockConfigurationException>(() => _client.GetPublicAccessBlockAsync(new() { AccountId = Account }, Token));
        Assert.Equal("NoSuchPublicAccessBlockConfiguration", gone.ErrorCode);
        Assert.False(string.IsNullOrEmpty(gone.RequestId));
    }

    [Fact]
    public async Task Another_account_is_refused()
    {
        var refused = await Assert.ThrowsAsync<AmazonS3ControlException>(() => _client.GetPublicAccessBlockAsync(new() { AccountId = "210987654321" }, Token));
        Assert.Equal("AccessDenied", refused.ErrorCode);
    }

    [Fact]
    public async Task It_counts_for_every_bucket_and_is_in_the_event_history_by_the_name_that_CloudTrail_gives_it()
    {
        _account.S3("CreateBucket", new { Bucket = "site", ObjectOwnership = "ObjectWriter" });
        _account.S3("DeletePublicAccessBlock", new { Bucket = "site" });
        await PutAsync(new() { BlockPublicAcls = true, BlockPublicPolicy = true });
        const string policy = """{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::site/*"}]}""";
        Assert.Equal("AccessDenied", Assert.Throws<AwsErrorException>(() => _account.S3("PutBucketPolicy", new { Bucket = "site", Policy = policy })).Code);
        Assert.Equal("AccessDenied", Assert.Throws<AwsErrorException>(() => _account.S3("PutBucketAcl", new { Bucket = "site", ACL = "public-read" })).Code);
        var events = _account.Invoke("cloudtrail", "LookupEvents", [], "eu-west-1")["Events"]!.AsArray();
        Assert.Contains(events, one => (string?)one!["EventName"] == "PutAccountPublicAccessBlock" && (string?)one["EventSource"] == "s3.amazonaws.com");
    }

    [Fact]
    public void An_endpoint_of_ones_own_has_no_host_for_the_account()
    {
        var client = (AmazonS3ControlClient)ServiceClients.Make("s3control", new BasicAWSCredentials("AKID", "secret"), config =>
        {
            config.RegionEndpoint = Amazon.RegionEndpoint.USEast1;
            config.ServiceURL = "http://127.0.0.1:4566";
            return config;
        });
        Assert.True(client.Config.DisableHostPrefixInjection);
        client.Dispose();
    }

    private Task PutAsync(PublicAccessBlockConfiguration block) =>
        _client.PutPublicAccessBlockAsync(new() { AccountId = Account, PublicAccessBlockConfiguration = block }, Token);
}
