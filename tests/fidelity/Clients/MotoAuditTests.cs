using Amazon.CloudTrail;
using Amazon.ConfigService;
using Amazon.ECR;
using Amazon.ElasticFileSystem;
using Amazon.GuardDuty;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SecretsManager;
using Amazon.SQS;
using Xunit;

namespace AwsHardening.FidelityTests.Clients;

/// <summary>The clients that a baseline and an audit need, against a server that is not ours.</summary>
public sealed class MotoAuditTests
{
    private const string Policy = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"*","Resource":"*"}]}""";

    private static readonly BasicAWSCredentials s_credentials = new("AKID", "SECRET");

    [Fact]
    public async Task Trails_recorders_detectors_and_policies_are_understood_on_both_sides()
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

        using var s3 = new AmazonS3Client(s_credentials, At(new AmazonS3Config { ForcePathStyle = true }));
        await s3.PutBucketAsync("audit-logs", cancel);

        using var trails = new AmazonCloudTrailClient(s_credentials, At(new AmazonCloudTrailConfig()));
        await trails.CreateTrailAsync(
            new() { Name = "baseline", S3BucketName = "audit-logs", IsMultiRegionTrail = true, EnableLogFileValidation = true }, cancel);
        Assert.False((await trails.GetTrailStatusAsync(new() { Name = "baseline" }, cancel)).IsLogging);
        await trails.StartLoggingAsync(new() { Name = "baseline" }, cancel);
        Assert.True((await trails.GetTrailStatusAsync(new() { Name = "baseline" }, cancel)).IsLogging);
        var trail = Assert.Single((await trails.DescribeTrailsAsync(new(), cancel)).TrailList);
        Assert.Equal(("baseline", "audit-logs", true, true), (trail.Name, trail.S3BucketName, trail.IsMultiRegionTrail, trail.LogFileValidationEnabled));
        Assert.Equal("TrailNotFoundException", (await Assert.ThrowsAsync<Amazon.CloudTrail.Model.TrailNotFoundException>(
            () => trails.GetTrailStatusAsync(new() { Name = "none" }, cancel))).ErrorCode);

        using var config = new AmazonConfigServiceClient(s_credentials, At(new AmazonConfigServiceConfig()));
        await config.PutConfigurationRecorderAsync(new()
        {
            ConfigurationRecorder = new()
            {
                Name = "default", RoleARN = "arn:aws:iam::123456789012:role/config",
                RecordingGroup = new() { AllSupported = true, IncludeGlobalResourceTypes = true },
            },
        }, cancel);
        await config.PutDeliveryChannelAsync(new() { DeliveryChannel = new() { Name = "default", S3BucketName = "audit-logs" } }, cancel);
        await config.StartConfigurationRecorderAsync(new() { ConfigurationRecorderName = "default" }, cancel);
        Assert.True(Assert.Single((await config.DescribeConfigurationRecorderStatusAsync(new(), cancel)).ConfigurationRecordersStatus).Recording);
        var recorder = Assert.Single((await config.DescribeConfigurationRecordersAsync(new(), cancel)).ConfigurationRecorders);
        Assert.True(recorder.RecordingGroup.IncludeGlobalResourceTypes);
        Assert.Equal("audit-logs", Assert.Single((await config.DescribeDeliveryChannelsAsync(new(), cancel)).DeliveryChannels).S3BucketName);

        using var detectors = new AmazonGuardDutyClient(s_credentials, At(new AmazonGuardDutyConfig()));
        var id = (await detectors.CreateDetectorAsync(new() { Enable = true }, cancel)).DetectorId;
        Assert.Equal([id], (await detectors.ListDetectorsAsync(new(), cancel)).DetectorIds);
        Assert.Equal("ENABLED", (await detectors.GetDetectorAsync(new() { DetectorId = id }, cancel)).Status.Value);

        using var queues = new AmazonSQSClient(s_credentials, At(new AmazonSQSConfig()));
        var queue = (await queues.CreateQueueAsync(new() { QueueName = "q", Attributes = new() { ["SqsManagedSseEnabled"] = "false" } }, cancel)).QueueUrl;
        Assert.Equal([queue], (await queues.ListQueuesAsync(new() { MaxResults = 1000 }, cancel)).QueueUrls);
        await queues.SetQueueAttributesAsync(new() { QueueUrl = queue, Attributes = new() { ["Policy"] = Policy, ["SqsManagedSseEnabled"] = "true" } }, cancel);
        var attributes = (await queues.GetQueueAttributesAsync(new() { QueueUrl = queue, AttributeNames = ["All"] }, cancel)).Attributes;
        Assert.Equal(("true", "arn:aws:sqs:us-east-1:123456789012:q"), (attributes["SqsManagedSseEnabled"], attributes["QueueArn"]));
        Assert.Contains("111122223333", attributes["Policy"], StringComparison.Ordinal);
        await Assert.ThrowsAsync<Amazon.SQS.Model.QueueDoesNotExistException>(() => queues.GetQueueUrlAsync(new() { QueueName = "none" }, cancel));

        using var secrets = new AmazonSecretsManagerClient(s_credentials, At(new AmazonSecretsManagerConfig()));
        await secrets.CreateSecretAsync(new() { Name = "s", SecretString = "hush" }, cancel);
        await secrets.PutResourcePolicyAsync(new() { SecretId = "s", ResourcePolicy = Policy }, cancel);
        var secret = Assert.Single((await secrets.ListSecretsAsync(new() { MaxResults = 100 }, cancel)).SecretList);
        Assert.Equal(Policy, (await secrets.GetResourcePolicyAsync(new() { SecretId = secret.ARN }, cancel)).ResourcePolicy);

        using var registry = new AmazonECRClient(s_credentials, At(new AmazonECRConfig()));
        await registry.CreateRepositoryAsync(new() { RepositoryName = "repo" }, cancel);
        await registry.PutImageScanningConfigurationAsync(new() { RepositoryName = "repo", ImageScanningConfiguration = new() { ScanOnPush = true } }, cancel);
        Assert.True(Assert.Single((await registry.DescribeRepositoriesAsync(new(), cancel)).Repositories).ImageScanningConfiguration.ScanOnPush);
        Assert.Equal("repo", Assert.Single((await registry.BatchGetRepositoryScanningConfigurationAsync(new() { RepositoryNames = ["repo"] }, cancel)).ScanningConfigurations).RepositoryName);
        Assert.Equal("BASIC", (await registry.GetRegistryScanningConfigurationAsync(new(), cancel)).ScanningConfiguration.ScanType.Value);
        await Assert.ThrowsAsync<Amazon.ECR.Model.RepositoryPolicyNotFoundException>(() => registry.GetRepositoryPolicyAsync(new() { RepositoryName = "repo" }, cancel));

        using var systems = new AmazonElasticFileSystemClient(s_credentials, At(new AmazonElasticFileSystemConfig()));
        var system = (await systems.CreateFileSystemAsync(new() { CreationToken = "t" }, cancel)).FileSystemId;
        await Assert.ThrowsAsync<Amazon.ElasticFileSystem.Model.PolicyNotFoundException>(() => systems.DescribeFileSystemPolicyAsync(new() { FileSystemId = system }, cancel));
        await systems.PutFileSystemPolicyAsync(new() { FileSystemId = system, Policy = Policy }, cancel);
        Assert.Equal(Policy, (await systems.DescribeFileSystemPolicyAsync(new() { FileSystemId = system }, cancel)).Policy);
    }
}
