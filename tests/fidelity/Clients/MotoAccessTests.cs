using Amazon.CloudWatchLogs;
using Amazon.ElasticLoadBalancingV2;
using Amazon.IdentityManagement;
using Amazon.Runtime;
using Amazon.SimpleSystemsManagement;
using Xunit;

namespace AwsHardening.FidelityTests.Clients;

/// <summary>The clients that sessions need, against a server that is not ours.</summary>
public sealed class MotoAccessTests
{
    private const string Trust =
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}""";

    private static readonly BasicAWSCredentials s_credentials = new("AKID", "SECRET");

    [Fact]
    public async Task Roles_documents_logs_and_load_balancers_are_understood_on_both_sides()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var moto = await MotoServer.StartAsync(cancel);
        Assert.SkipWhen(moto is null, "moto_server is not on this machine");
        TConfig At<TConfig>(TConfig config)
            where TConfig : ClientConfig
        {
            (config.ServiceURL, config.AuthenticationRegion) = (moto!.Url, "us-east-1");
            return config;
        }

        using var iam = new AmazonIdentityManagementServiceClient(s_credentials, At(new AmazonIdentityManagementServiceConfig()));
        await iam.CreateRoleAsync(new() { RoleName = "r", AssumeRolePolicyDocument = Trust }, cancel);
        await iam.PutRolePolicyAsync(
            new() { RoleName = "r", PolicyName = "p", PolicyDocument = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}""" },
            cancel);
        await iam.CreateInstanceProfileAsync(new() { InstanceProfileName = "i" }, cancel);
        await iam.AddRoleToInstanceProfileAsync(new() { InstanceProfileName = "i", RoleName = "r" }, cancel);
        Assert.Equal("r", Assert.Single((await iam.GetInstanceProfileAsync(new() { InstanceProfileName = "i" }, cancel)).InstanceProfile.Roles).RoleName);
        Assert.Contains("s3:*", Uri.UnescapeDataString((await iam.GetRolePolicyAsync(new() { RoleName = "r", PolicyName = "p" }, cancel)).PolicyDocument), StringComparison.Ordinal);
        var missing = await Assert.ThrowsAsync<Amazon.IdentityManagement.Model.NoSuchEntityException>(() => iam.GetRoleAsync(new() { RoleName = "none" }, cancel));
        Assert.Equal("NoSuchEntity", missing.ErrorCode);

        using var ssm = new AmazonSimpleSystemsManagementClient(s_credentials, At(new AmazonSimpleSystemsManagementConfig()));
        const string Content = """{"schemaVersion":"1.0","description":"d","sessionType":"Standard_Stream","inputs":{"idleSessionTimeout":"7"}}""";
        await ssm.CreateDocumentAsync(new() { Name = "Preferences", DocumentType = DocumentType.Session, DocumentFormat = DocumentFormat.JSON, Content = Content }, cancel);
        var document = await ssm.GetDocumentAsync(new() { Name = "Preferences" }, cancel);
        Assert.Contains("idleSessionTimeout", document.Content, StringComparison.Ordinal);
        await Assert.ThrowsAsync<Amazon.SimpleSystemsManagement.Model.InvalidDocumentException>(() => ssm.GetDocumentAsync(new() { Name = "None" }, cancel));

        using var logs = new AmazonCloudWatchLogsClient(s_credentials, At(new AmazonCloudWatchLogsConfig()));
        await logs.CreateLogGroupAsync(new() { LogGroupName = "g" }, cancel);
        await logs.PutRetentionPolicyAsync(new() { LogGroupName = "g", RetentionInDays = 90 }, cancel);
        await logs.CreateLogStreamAsync(new() { LogGroupName = "g", LogStreamName = "s" }, cancel);
        // The judge has the real clock, and refuses events of long ago.
        var time = TimeProvider.System.GetUtcNow().UtcDateTime;
        await logs.PutLogEventsAsync(
            new() { LogGroupName = "g", LogStreamName = "s", LogEvents = [new() { Timestamp = time, Message = "typed" }] }, cancel);
        Assert.Equal(90, Assert.Single((await logs.DescribeLogGroupsAsync(new() { LogGroupNamePrefix = "g" }, cancel)).LogGroups).RetentionInDays);
        var logged = Assert.Single((await logs.GetLogEventsAsync(new() { LogGroupName = "g", LogStreamName = "s", StartFromHead = true }, cancel)).Events);
        Assert.Equal("typed", logged.Message);

        using var balancers = new AmazonElasticLoadBalancingV2Client(s_credentials, At(new AmazonElasticLoadBalancingV2Config()));
        Assert.Empty((await balancers.DescribeLoadBalancersAsync(new(), cancel)).LoadBalancers ?? []);
        var error = await Assert.ThrowsAsync<Amazon.ElasticLoadBalancingV2.Model.LoadBalancerNotFoundException>(
            () => balancers.DescribeLoadBalancersAsync(new() { Names = ["none"] }, cancel));
        Assert.Equal("LoadBalancerNotFound", error.ErrorCode);
    }
}
