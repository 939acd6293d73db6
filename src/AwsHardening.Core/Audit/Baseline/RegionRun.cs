using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Reading;
using AwsHardening.Core.Storage;

namespace AwsHardening.Core.Audit;

/// <summary>Sets up what a Region has of its own. Regions know nothing of each other: several are set up at the same time.</summary>
/// <param name="scene">Where.</param>
/// <param name="facts">What the Region has.</param>
/// <param name="steps">Makes the changes.</param>
/// <param name="bucketFailed">True where the bucket that logs go to is not as it must be.</param>
/// <param name="roleFailed">True where the role of AWS Config is not there.</param>
internal sealed class RegionRun(BaselineScene scene, RegionFacts facts, BaselineSteps steps, bool bucketFailed, bool roleFailed)
{
    /// <summary>What became of each resource of the Region.</summary>
    public async IAsyncEnumerable<AuditBaselineItem> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var region = facts.Region;
        if (facts.Recorder is { } recorder)
        {
            yield return await ConfigAsync(region, recorder, cancellationToken);
        }

        if (facts.Detector is { } detector)
        {
            var header = scene.Header(steps.SetId, region, DetectorKind.Type, "detector", "GuardDuty detector", $"Turns threat detection on in {region}.");
            yield return await steps.OneAsync("GuardDuty", header, detector, present => DetectorPlanner.Plan(header, present, scene.Options.ProtectionPlans), cancellationToken);
        }

        if (facts.EbsEncryption is { } ebs)
        {
            var header = scene.Header(steps.SetId, region, EbsEncryptionKind.Type, "default", "EBS encryption by default", $"Encrypts new EBS volumes in {region} by default.");
            yield return await steps.OneAsync("EbsEncryption", header, ebs, present => EbsEncryptionPlanner.Plan(header, present), cancellationToken);
        }

        if (facts.Analyzer is { } analyzer)
        {
            var header = scene.Header(steps.SetId, region, AnalyzerKind.Type, "external-access", "external-access", $"Looks for access from outside the account in {region}.");
            yield return await steps.OneAsync("AccessAnalyzer", header, analyzer, present => AnalyzerPlanner.Plan(header, present), cancellationToken);
        }

        if (facts.FlowLogs is { } logs)
        {
            await foreach (var item in FlowLogsAsync(region, logs, cancellationToken))
            {
                yield return item;
            }
        }
    }

    private async Task<AuditBaselineItem> ConfigAsync(string region, Fact<JsonObject> recorder, CancellationToken cancellationToken)
    {
        var global = region == scene.GlobalRegion;
        var header = scene.Header(
            steps.SetId, region, RecorderKind.Type, "default", "configuration recorder", $"Records all supported resource types in {region}.");
        if (!recorder.IsKnown)
        {
            return await steps.UnreadAsync("Config", header, recorder.Reason!, cancellationToken);
        }

        var present = recorder.Value;
        header = header with { ResourceId = (string?)present["name"] ?? "default" };
        if (present[RecorderKind.Channel] is null && bucketFailed)
        {
            return await steps.FailedAsync(header, "Config", BaselineErrors.Depends("Config", region, $"bucket {scene.Bucket}"), cancellationToken);
        }

        if (!ContentKind.IsThere(present) && roleFailed)
        {
            return await steps.FailedAsync(header, "Config", BaselineErrors.Depends("Config", region, $"role {ServiceRoleKind.ConfigRole}"), cancellationToken);
        }

        var wanted = new WantedRecorder(
            $"arn:{scene.Partition}:iam::{scene.Caller.AccountId}:role/aws-service-role/config.amazonaws.com/{ServiceRoleKind.ConfigRole}",
            global, scene.Bucket, scene.Options.KeyPrefix);
        var bucket = (string?)present[RecorderKind.Channel]?["s3BucketName"] ?? scene.Bucket;
        return await steps.MakeAsync("Config", header, RecorderPlanner.Plan(header, present, wanted), ContentKind.IsThere(present),
            $"all types{(global ? ", global ones too" : "")}, to {bucket}", cancellationToken);
    }

    private async IAsyncEnumerable<AuditBaselineItem> FlowLogsAsync(
        string region, Fact<IReadOnlyDictionary<string, JsonObject>> logs, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ResourceChange Header(string vpc) => scene.Header(steps.SetId, region, FlowLogKind.Type, vpc, vpc, $"Logs all traffic of {vpc} to bucket {scene.Bucket}.");
        if (!logs.IsKnown)
        {
            yield return await steps.UnreadAsync("FlowLogs", Header("*"), logs.Reason!, cancellationToken);
            yield break;
        }

        foreach (var (vpc, present) in logs.Value.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            var header = Header(vpc);
            yield return !ContentKind.IsThere(present) && bucketFailed
                ? await steps.FailedAsync(header, "FlowLogs", BaselineErrors.Depends("FlowLogs", region, $"bucket {scene.Bucket}"), cancellationToken)
                : await steps.MakeAsync("FlowLogs", header, FlowLogPlanner.Plan(header, present, HardenedBucket.Arn(scene.Partition, scene.Bucket)),
                    ContentKind.IsThere(present), null, cancellationToken);
        }
    }
}
