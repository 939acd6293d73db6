using Amazon.CloudTrail;
using Amazon.ConfigService;
using Amazon.GuardDuty;
using Amazon.Runtime;
using Amazon.S3;
using Xunit;

namespace AwsHardening.FidelityTests.Clients;

/// <summary>The clients that a baseline needs, against a server that is not ours.</summary>
public sealed class MotoAuditTests
{
    private static readonly BasicAWSCredentials s_credentials = new("AKID", "SECRET");

    [Fact]
    public async Task Trails_recorders_and_detectors_are_understood_on_both_sides()
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
    }
}
