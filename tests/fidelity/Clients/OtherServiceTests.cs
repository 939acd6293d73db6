using Amazon;
using Amazon.CloudWatch;
using Amazon.CloudWatchLogs;
using Amazon.EventBridge;
using Amazon.GuardDuty;
using Amazon.IdentityManagement;
using Amazon.Runtime;
using Amazon.SimpleNotificationService;
using AwsHardening.FidelityTests.Yardstick;
using Xunit;

namespace AwsHardening.FidelityTests.Clients;

/// <summary>Services whose clients took no more than an operation list, a model and a line of customizations.</summary>
public class OtherServiceTests
{
    private static readonly BasicAWSCredentials s_credentials = new("AKID", "SECRET");

    [Fact]
    public async Task IAM_is_global_and_signed_for_us_east_1()
    {
        var wire = new Wire(CannedResponse.Ok(
            "<ListPoliciesResponse><ListPoliciesResult><Policies><member><PolicyName>p</PolicyName></member></Policies>" +
            "<IsTruncated>false</IsTruncated></ListPoliciesResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></ListPoliciesResponse>"));
        using var client = new AmazonIdentityManagementServiceClient(
            s_credentials, new AmazonIdentityManagementServiceConfig { RegionEndpoint = RegionEndpoint.EUWest1, HttpClientFactory = wire });

        var response = await client.ListPoliciesAsync(new(), TestContext.Current.CancellationToken);

        Amazon.IdentityManagement.Model.ManagedPolicy policy = Assert.Single(response.Policies);
        Assert.Equal("p", policy.PolicyName);
        Assert.Equal("iam.amazonaws.com", wire.Sent!.Uri.Host);
        Assert.Contains("/us-east-1/iam/aws4_request", wire.Sent.Headers["Authorization"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task CloudWatch_Logs_shows_epoch_milliseconds_as_times()
    {
        var time = new DateTime(2026, 1, 2, 3, 4, 5, 678, DateTimeKind.Utc);
        var wire = new Wire(CannedResponse.Ok("""{"events":[{"timestamp":1767323045678,"message":"m"}]}""", "application/x-amz-json-1.1"));
        using var client = new AmazonCloudWatchLogsClient(
            s_credentials, new AmazonCloudWatchLogsConfig { RegionEndpoint = RegionEndpoint.EUWest1, HttpClientFactory = wire });

        var response = await client.GetLogEventsAsync(
            new() { LogGroupName = "g", LogStreamName = "s", StartTime = time }, TestContext.Current.CancellationToken);

        Assert.Equal("""{"logGroupName":"g","logStreamName":"s","startTime":1767323045678}""", wire.Sent!.Text);
        Assert.Equal(time, response.Events[0].Timestamp);
    }

    [Fact]
    public async Task CloudWatch_speaks_query_although_its_model_names_another_protocol_first()
    {
        var wire = new Wire(CannedResponse.Ok(
            "<DescribeAlarmsResponse><DescribeAlarmsResult><MetricAlarms><member><AlarmName>a</AlarmName></member></MetricAlarms>" +
            "</DescribeAlarmsResult></DescribeAlarmsResponse>"));
        using var client = new AmazonCloudWatchClient(
            s_credentials, new AmazonCloudWatchConfig { RegionEndpoint = RegionEndpoint.EUWest1, HttpClientFactory = wire });

        var response = await client.DescribeAlarmsAsync(new() { AlarmNames = ["a"] }, TestContext.Current.CancellationToken);

        Assert.Equal("Action=DescribeAlarms&AlarmNames.member.1=a&Version=2010-08-01", wire.Sent!.Text);
        Assert.Equal("a", response.MetricAlarms[0].AlarmName);
    }

    [Fact]
    public async Task SNS_reads_its_modeled_errors()
    {
        using var client = new AmazonSimpleNotificationServiceClient(s_credentials, new AmazonSimpleNotificationServiceConfig
        {
            RegionEndpoint = RegionEndpoint.EUWest1,
            HttpClientFactory = new Wire(new CannedResponse(
                403, new Dictionary<string, string>(),
                "<ErrorResponse><Error><Type>Sender</Type><Code>AuthorizationError</Code><Message>no</Message></Error><RequestId>r</RequestId></ErrorResponse>"u8.ToArray())),
        });

        var error = await Assert.ThrowsAsync<Amazon.SimpleNotificationService.Model.AuthorizationErrorException>(
            () => client.CreateTopicAsync(new() { Name = "t" }, TestContext.Current.CancellationToken));

        Assert.Equal(ErrorType.Sender, error.ErrorType);
    }

    [Fact]
    public async Task EventBridge_names_its_target_and_keeps_a_pattern_as_text()
    {
        var wire = new Wire(CannedResponse.Ok("""{"RuleArn":"arn"}""", "application/x-amz-json-1.1"));
        using var client = new AmazonEventBridgeClient(
            s_credentials, new AmazonEventBridgeConfig { RegionEndpoint = RegionEndpoint.EUWest1, HttpClientFactory = wire });

        var response = await client.PutRuleAsync(
            new() { Name = "r", EventPattern = """{"source":["a"]}""", State = Amazon.EventBridge.RuleState.ENABLED }, TestContext.Current.CancellationToken);

        Assert.Equal("events.eu-west-1.amazonaws.com", wire.Sent!.Uri.Host);
        Assert.Equal("AWSEvents.PutRule", wire.Sent.Headers["X-Amz-Target"]);
        var body = System.Text.Json.Nodes.JsonNode.Parse(wire.Sent.Text)!;
        Assert.Equal(("r", """{"source":["a"]}""", "ENABLED"), ((string?)body["Name"], (string?)body["EventPattern"], (string?)body["State"]));
        Assert.Equal("arn", response.RuleArn);
    }

    [Fact]
    public async Task GuardDuty_puts_members_into_the_path()
    {
        var wire = new Wire(CannedResponse.Ok("""{"status":"ENABLED"}""", "application/json"));
        using var client = new AmazonGuardDutyClient(
            s_credentials, new AmazonGuardDutyConfig { RegionEndpoint = RegionEndpoint.EUWest1, HttpClientFactory = wire });

        var response = await client.GetDetectorAsync(new() { DetectorId = "d 1" }, TestContext.Current.CancellationToken);

        Assert.Equal("GET /detector/d%201", $"{wire.Sent!.Method} {wire.Sent.Uri.AbsolutePath}");
        Assert.Equal(DetectorStatus.ENABLED, response.Status);
    }
}
