using Amazon;
using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.Runtime;
using Xunit;

namespace AwsHardening.FidelityTests.Yardstick;

/// <summary>Settings of the whole process, so nothing else may run meanwhile.</summary>
[CollectionDefinition(nameof(ProcessWideTests), DisableParallelization = true)]
[Collection(nameof(ProcessWideTests))]
public class ProcessWideTests
{
    public static TheoryData<string> Services => [.. ServicePair.Names];

    [Theory]
    [MemberData(nameof(Services))]
    public async Task With_InitializeCollections_empty_collections_are_not_sent_and_absent_ones_are_empty(string service)
    {
        AWSConfigs.InitializeCollections = true;
        try
        {
            var pair = ServicePair.Of(service);
            var differences = new Differences();
            foreach (var (operation, seed) in pair.Operations.SelectMany(o => Enumerable.Range(0, 3).Select(i => (o, i))))
            {
                var description = new RandomValues(seed, pair.Generated.Find).Describe(pair.Official.RequestType(operation));
                var response = new RandomResponse(pair.Model, seed).Success(operation);
                var (official, generated) = (new Wire(response), new Wire(response));
                var a = await pair.Official.CallAsync(operation, RandomValues.Build(pair.Official.RequestType(operation), description)!, official);
                var b = await pair.Generated.CallAsync(operation, RandomValues.Build(pair.Generated.RequestType(operation), description)!, generated);
                differences.Compare(
                    $"{operation} #{seed}",
                    official.Request + Graph.Describe(a, pair.Generated.Find), generated.Request + Graph.Describe(b, pair.Official.Find));
            }

            differences.AssertNone();
        }
        finally
        {
            AWSConfigs.InitializeCollections = false;
        }
    }

    [Fact]
    public async Task AWS_ENDPOINT_URL_leads_to_another_endpoint()
    {
        Environment.SetEnvironmentVariable("AWS_ENDPOINT_URL_EC2", "http://elsewhere.test:8080");
        try
        {
            var wire = new Wire(CannedResponse.Ok("<R/>"));
            using var client = new AmazonEC2Client(
                new BasicAWSCredentials("AKID", "SECRET"),
                // AWSSDK.Core signs for us-east-1 where the endpoint names no Region and AuthenticationRegion is not set.
                new AmazonEC2Config { RegionEndpoint = RegionEndpoint.EUWest1, AuthenticationRegion = "eu-west-1", HttpClientFactory = wire });

            await client.DescribeVpcsAsync(new DescribeVpcsRequest(), TestContext.Current.CancellationToken);

            Assert.Equal("http://elsewhere.test:8080/", wire.Sent!.Uri.AbsoluteUri);
            Assert.Contains("/eu-west-1/ec2/aws4_request", wire.Sent.Headers["Authorization"], StringComparison.Ordinal);
        }
        finally
        {
            Environment.SetEnvironmentVariable("AWS_ENDPOINT_URL_EC2", null);
        }
    }
}
