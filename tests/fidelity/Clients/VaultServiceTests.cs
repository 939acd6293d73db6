using Amazon;
using Amazon.Backup;
using Amazon.Glacier;
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

    [Fact]
    public async Task Glacier_is_told_the_version_in_a_header_of_its_own_and_the_policy_is_the_whole_answer()
    {
        var wire = new Wire(CannedResponse.Ok("""{"Policy":"{}"}""", "application/json"));
        using var client = new AmazonGlacierClient(s_credentials, new AmazonGlacierConfig { RegionEndpoint = RegionEndpoint.EUWest1, HttpClientFactory = wire });

        var response = await client.GetVaultAccessPolicyAsync(new() { AccountId = "-", VaultName = "v" }, Token);

        Assert.Equal("GET https://glacier.eu-west-1.amazonaws.com/-/vaults/v/access-policy", $"{wire.Sent!.Method} {wire.Sent.Uri}");
        Assert.Equal("2012-06-01", wire.Sent.Headers["x-amz-glacier-version"]);
        Assert.Contains("x-amz-glacier-version", wire.Sent.Headers["Authorization"], StringComparison.Ordinal);
        Assert.Equal("{}", response.Policy.Policy);
    }

    [Fact]
    public async Task Glacier_says_an_error_by_its_code()
    {
        using var client = new AmazonGlacierClient(s_credentials, new AmazonGlacierConfig
        {
            RegionEndpoint = RegionEndpoint.EUWest1,
            HttpClientFactory = new Wire(new CannedResponse(400, new Dictionary<string, string>(), """{"code":"NoLongerSupportedException","message":"no","type":"Client"}"""u8.ToArray())),
        });

        var error = await Assert.ThrowsAsync<Amazon.Glacier.Model.NoLongerSupportedException>(() => client.ListVaultsAsync(new() { AccountId = "-" }, Token));

        Assert.Equal("NoLongerSupportedException", error.ErrorCode);
    }

    [Fact]
    public async Task Backup_is_asked_for_its_vaults_at_a_path_that_ends_with_a_slash()
    {
        var wire = new Wire(CannedResponse.Ok("""{"BackupVaultList":[{"BackupVaultName":"v","CreationDate":1767312000}]}""", "application/json"));
        using var client = new AmazonBackupClient(s_credentials, new AmazonBackupConfig { RegionEndpoint = RegionEndpoint.EUWest1, HttpClientFactory = wire });

        var vault = Assert.Single((await client.ListBackupVaultsAsync(new() { MaxResults = 1000 }, Token)).BackupVaultList);

        Assert.Equal("GET https://backup.eu-west-1.amazonaws.com/backup-vaults/?maxResults=1000", $"{wire.Sent!.Method} {wire.Sent.Uri}");
        Assert.Equal(("v", new DateTime(2026, 1, 2, 0, 0, 0, DateTimeKind.Utc)), (vault.BackupVaultName, vault.CreationDate));
    }
}
