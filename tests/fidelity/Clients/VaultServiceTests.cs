using Amazon;
using Amazon.OpenSearchService;
using Amazon.Runtime;
using AwsHardening.FidelityTests.Yardstick;
using Xunit;

namespace AwsHardening.FidelityTests.Clients;

/// <summary>Where domains and vaults are, and in whose words they are asked.</summary>
public class VaultServiceTests
{
    private static readonly BasicAWSCredentials s_credentials = new("AKID", "SECRET");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OpenSearch_Service_is_where_Elasticsearch_was()
    {
        var wire = new Wire(CannedResponse.Ok("""{"DomainStatus":{"DomainName":"d","AccessPolicies":"{}","VPCOptions":{"VPCId":"vpc-1"}}}""", "application/json"));
        using var client = new AmazonOpenSearchServiceClient(s_credentials, new AmazonOpenSearchServiceConfig { RegionEndpoint = RegionEndpoint.EUWest1, HttpClientFactory = wire });

        var status = (await client.DescribeDomainAsync(new() { DomainName = "d" }, Token)).DomainStatus;

        Assert.Equal("GET https://es.eu-west-1.amazonaws.com/2021-01-01/opensearch/domain/d", $"{wire.Sent!.Method} {wire.Sent.Uri}");
        Assert.Contains("/eu-west-1/es/aws4_request", wire.Sent.Headers["Authorization"], StringComparison.Ordinal);
        Assert.Equal(("{}", "vpc-1"), (status.AccessPolicies, status.VPCOptions.VPCId));
    }
}
