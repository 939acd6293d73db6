using Amazon.CloudFront;
using Amazon.CloudFront.Model;
using Amazon.Runtime;
using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Sts;
using AwsHardening.UnitTests.Engine.Reporting;
using AwsHardening.UnitTests.SandboxTests.Wire;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.Edges;

/// <summary>Distributions as CloudFront's own client sees them over the wire.</summary>
public sealed class DistributionTests : IDisposable
{
    private readonly SandboxAccount _account = SandboxAccount.Create();
    private readonly Wiretap _wire;
    private readonly AmazonCloudFrontClient _client;

    public DistributionTests()
    {
        _wire = new Wiretap(_account);
        _client = new AmazonCloudFrontClient(
            new BasicAWSCredentials(PrincipalStore.OwnerKeyId, PrincipalStore.OwnerSecret),
            new AmazonCloudFrontConfig { RegionEndpoint = Amazon.RegionEndpoint.EUWest1, HttpClientFactory = _wire, MaxErrorRetry = 0 });
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _client.Dispose();
        _wire.Dispose();
    }

    [Fact]
    public async Task A_list_comes_in_pages_and_says_in_it_where_the_next_begins()
    {
        var arns = Enumerable.Range(0, 5).Select(i => Examples.Distribution(_account, reference: $"site {i}")).ToArray();
        List<string> listed = [];
        for (string? marker = "", next; marker is not null; marker = next)
        {
            var page = (await _client.ListDistributionsAsync(new() { Marker = marker.Length == 0 ? null : marker, MaxItems = "2" }, Token)).DistributionList;
            listed.AddRange(page.Items.Select(one => one.ARN));
            Assert.True(page.Quantity == page.Items.Count && page.MaxItems == 2 && page.IsTruncated == page.NextMarker is not null);
            next = page.NextMarker;
        }

        Assert.Equal(arns, listed);
        // It is in no Region: every Region asks the same endpoint.
        var (method, uri, headers, _) = _wire.Sent[^1];
        Assert.StartsWith("GET https://cloudfront.amazonaws.com/2020-05-31/distribution?", $"{method} {uri}", StringComparison.Ordinal);
        Assert.Contains("/us-east-1/cloudfront/aws4_request", headers["Authorization"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_configuration_is_replaced_by_whoever_has_seen_its_last_state()
    {
        var id = Examples.Distribution(_account).Split('/')[^1];
        var seen = await _client.GetDistributionConfigAsync(new() { Id = id }, Token);
        var config = seen.DistributionConfig;
        Assert.Equal((true, "allow-all", "TLSv1", 1, "example-site.s3.us-east-1.amazonaws.com"), (
            config.ViewerCertificate.CloudFrontDefaultCertificate, config.DefaultCacheBehavior.ViewerProtocolPolicy.Value, config.ViewerCertificate.MinimumProtocolVersion.Value,
            config.Origins.Quantity, config.Origins.Items[0].DomainName));
        config.DefaultCacheBehavior.ViewerProtocolPolicy = ViewerProtocolPolicy.RedirectToHttps;
        var answer = await _client.UpdateDistributionAsync(new() { Id = id, IfMatch = seen.ETag, DistributionConfig = config }, Token);
        Assert.NotEqual(seen.ETag, answer.ETag);
        Assert.Equal(seen.ETag, _wire.Sent[^1].Headers["If-Match"]);
        Assert.Contains("<ViewerProtocolPolicy>redirect-to-https</ViewerProtocolPolicy>", _wire.Sent[^1].Body, StringComparison.Ordinal);
        var now = await _client.GetDistributionAsync(new() { Id = id }, Token);
        Assert.Equal((answer.ETag, "redirect-to-https", "example"), (now.ETag, now.Distribution.DistributionConfig.DefaultCacheBehavior.ViewerProtocolPolicy.Value, now.Distribution.DistributionConfig.CallerReference));

        // The state that was seen is not the last any more.
        await Assert.ThrowsAsync<PreconditionFailedException>(() => _client.UpdateDistributionAsync(new() { Id = id, IfMatch = seen.ETag, DistributionConfig = config }, Token));
        await Assert.ThrowsAsync<InvalidIfMatchVersionException>(() => _client.UpdateDistributionAsync(new() { Id = id, DistributionConfig = config }, Token));
        config.CallerReference = "another";
        await Assert.ThrowsAsync<IllegalUpdateException>(() => _client.UpdateDistributionAsync(new() { Id = id, IfMatch = answer.ETag, DistributionConfig = config }, Token));
        var gone = await Assert.ThrowsAsync<NoSuchDistributionException>(() => _client.GetDistributionConfigAsync(new() { Id = "E0000000000000" }, Token));
        Assert.Equal("NoSuchDistribution", gone.ErrorCode);
        Assert.False(string.IsNullOrEmpty(gone.RequestId));
    }

    [Fact]
    public async Task What_does_not_go_together_is_refused_as_CloudFront_refuses_it()
    {
        await Task.WhenAll(
            RefusedAsync<NoSuchOriginException>(config => config.DefaultCacheBehavior.TargetOriginId = "another"),
            RefusedAsync<InconsistentQuantitiesException>(config => config.Origins.Quantity = 2),
            RefusedAsync<InvalidOriginException>(config => config.Origins.Items[0].S3OriginConfig = null),
            RefusedAsync<InvalidViewerCertificateException>(config => config.Aliases = new() { Quantity = 1, Items = ["www.example.com"] }),
            RefusedAsync<InvalidArgumentException>(config => config.Logging = new() { Enabled = true, Bucket = "logs", IncludeCookies = false, Prefix = "" }));
        await MakeAsync(_ => { });
        await RefusedAsync<DistributionAlreadyExistsException>(_ => { });
    }

    [Fact]
    public void A_delivery_of_its_logs_is_set_up_in_the_Region_that_CloudFront_has_for_them()
    {
        var arn = Examples.Distribution(_account);
        Examples.Deliver(_account, arn);
        Assert.Equal(arn, (string?)_account.Call("logs", "DescribeDeliverySources")["deliverySources"]![0]!["resourceArns"]![0]);
        Assert.Equal(("example", "S3"), ((string?)_account.Call("logs", "DescribeDeliveries")["deliveries"]![0]!["deliverySourceName"], (string?)_account.Call("logs", "DescribeDeliveries")["deliveries"]![0]!["deliveryDestinationType"]));
        Assert.Equal("ConflictException", Assert.Throws<AwsErrorException>(() => Examples.Deliver(_account, arn)).Code);
        foreach (var (region, named) in new[] { ("eu-west-1", arn), ("us-east-1", arn + "0") })
        {
            var refused = Assert.Throws<AwsErrorException>(() => _account.Invoke("logs", "PutDeliverySource", new() { ["name"] = "other", ["resourceArn"] = named, ["logType"] = "ACCESS_LOGS" }, region));
            Assert.Equal("ResourceNotFoundException", refused.Code);
        }
    }

    private async Task RefusedAsync<TException>(Action<DistributionConfig> change)
        where TException : AmazonCloudFrontException => await Assert.ThrowsAsync<TException>(() => MakeAsync(change));

    private Task<CreateDistributionResponse> MakeAsync(Action<DistributionConfig> change)
    {
        var config = new DistributionConfig
        {
            CallerReference = "made", Comment = "", Enabled = true,
            Origins = new() { Quantity = 1, Items = [new() { Id = "site", DomainName = "example.s3.amazonaws.com", S3OriginConfig = new() { OriginAccessIdentity = "" } }] },
            DefaultCacheBehavior = new() { TargetOriginId = "site", ViewerProtocolPolicy = ViewerProtocolPolicy.HttpsOnly },
        };
        change(config);
        return _client.CreateDistributionAsync(new() { DistributionConfig = config }, Token);
    }
}
