using Amazon;
using Amazon.ECR;
using Amazon.Lambda;
using Amazon.Runtime;
using Amazon.SecretsManager;
using Amazon.SQS;
using AwsHardening.FidelityTests.Yardstick;
using Xunit;

namespace AwsHardening.FidelityTests.Clients;

/// <summary>Where the services are whose resources have policies, and in whose words they are asked.</summary>
public class PolicyServiceTests
{
    private static readonly BasicAWSCredentials s_credentials = new("AKID", "SECRET");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SQS_speaks_JSON_and_keeps_the_names_of_attributes()
    {
        var wire = new Wire(CannedResponse.Ok("""{"Attributes":{"SqsManagedSseEnabled":"true"}}""", "application/x-amz-json-1.0"));
        using var client = new AmazonSQSClient(s_credentials, new AmazonSQSConfig { RegionEndpoint = RegionEndpoint.EUWest1, HttpClientFactory = wire });

        var response = await client.GetQueueAttributesAsync(new() { QueueUrl = "https://sqs.eu-west-1.amazonaws.com/111122223333/q", AttributeNames = ["All"] }, Token);

        Assert.Equal(("sqs.eu-west-1.amazonaws.com", "AmazonSQS.GetQueueAttributes"), (wire.Sent!.Uri.Host, wire.Sent.Headers["X-Amz-Target"]));
        Assert.Equal("""{"AttributeNames":["All"],"QueueUrl":"https://sqs.eu-west-1.amazonaws.com/111122223333/q"}""", wire.Sent.Text);
        Assert.Equal("true", response.Attributes["SqsManagedSseEnabled"]);
    }

    [Fact]
    public async Task SQS_says_its_old_code_with_its_new_exception()
    {
        using var client = new AmazonSQSClient(s_credentials, new AmazonSQSConfig
        {
            RegionEndpoint = RegionEndpoint.EUWest1,
            HttpClientFactory = new Wire(new CannedResponse(
                400, new Dictionary<string, string> { ["x-amzn-query-error"] = "AWS.SimpleQueueService.NonExistentQueue;Sender" },
                """{"__type":"com.amazonaws.sqs#QueueDoesNotExist","message":"no"}"""u8.ToArray())),
        });

        var error = await Assert.ThrowsAsync<Amazon.SQS.Model.QueueDoesNotExistException>(() => client.GetQueueUrlAsync(new() { QueueName = "q" }, Token));

        Assert.Equal("AWS.SimpleQueueService.NonExistentQueue", error.ErrorCode);
    }

    [Fact]
    public async Task ECR_is_elsewhere_than_it_is_signed_for()
    {
        var wire = new Wire(CannedResponse.Ok("""{"policyText":"{}"}""", "application/x-amz-json-1.1"));
        using var client = new AmazonECRClient(s_credentials, new AmazonECRConfig { RegionEndpoint = RegionEndpoint.EUWest1, HttpClientFactory = wire });

        var response = await client.GetRepositoryPolicyAsync(new() { RepositoryName = "r" }, Token);

        Assert.Equal("api.ecr.eu-west-1.amazonaws.com", wire.Sent!.Uri.Host);
        Assert.Contains("/eu-west-1/ecr/aws4_request", wire.Sent.Headers["Authorization"], StringComparison.Ordinal);
        Assert.Equal(("""{"repositoryName":"r"}""", "{}"), (wire.Sent.Text, response.PolicyText));
    }

    [Fact]
    public async Task Lambda_and_Secrets_Manager_are_asked_as_their_models_say()
    {
        var wire = new Wire(CannedResponse.Ok("""{"Policy":"{}"}""", "application/json"));
        using var lambda = new AmazonLambdaClient(s_credentials, new AmazonLambdaConfig { RegionEndpoint = RegionEndpoint.EUWest1, HttpClientFactory = wire });
        await lambda.GetPolicyAsync(new() { FunctionName = "f", Qualifier = "live" }, Token);
        Assert.Equal("GET /2015-03-31/functions/f/policy?Qualifier=live", $"{wire.Sent!.Method} {wire.Sent.Uri.PathAndQuery}");

        wire = new Wire(CannedResponse.Ok("""{"SecretList":[{"Name":"s","LastAccessedDate":1767312000}]}""", "application/x-amz-json-1.1"));
        using var secrets = new AmazonSecretsManagerClient(s_credentials, new AmazonSecretsManagerConfig { RegionEndpoint = RegionEndpoint.EUWest1, HttpClientFactory = wire });
        var listed = await secrets.ListSecretsAsync(new() { MaxResults = 100 }, Token);
        Assert.Equal("secretsmanager.ListSecrets", wire.Sent!.Headers["X-Amz-Target"]);
        Assert.Equal(new DateTime(2026, 1, 2, 0, 0, 0, DateTimeKind.Utc), Assert.Single(listed.SecretList).LastAccessedDate);
    }
}
