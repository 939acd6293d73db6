using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Reading;
using AwsHardening.Core.Storage;
using AwsHardening.Seam;

namespace AwsHardening.Core.Audit;

/// <summary>
/// Sets a baseline up: first the bucket and the trail at home, then what each Region has of its own. The changes are made one after
/// another, because the journal has one writer; what is read before is read in parallel.
/// </summary>
internal sealed class BaselineRun(
    BaselineScene scene, IReadOnlyList<RegionFacts> regions, ChangeRunner runner, IOperationHost host)
{
    private bool _bucketFailed;
    private bool _roleFailed;

    public async IAsyncEnumerable<AuditBaselineItem> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var choice = Choose();
        if (await BucketAsync(choice, cancellationToken) is { } bucket)
        {
            yield return bucket;
        }

        if (choice is not null)
        {
            yield return await TrailAsync(choice, cancellationToken);
        }

        if (await RoleAsync(cancellationToken) is { } role)
        {
            yield return role;
        }

        foreach (var (facts, index) in regions.Select((facts, index) => (facts, index)))
        {
            host.WriteProgress("Setting the Regions up", facts.Region, 100 * index / regions.Count);
            await foreach (var item in RegionAsync(facts, cancellationToken))
            {
                yield return item;
            }
        }

        host.WriteProgress("Setting the Regions up", "", 101);
    }

    private TrailChoice? Choose()
    {
        if (!scene.Options.Has(AuditBaselineService.CloudTrail))
        {
            return null;
        }

        var choice = TrailChoice.Of(scene, [.. regions.Where(r => r.Trails!.IsKnown).SelectMany(r => r.Trails!.Value)]);
        var unread = regions.Where(r => !r.Trails!.IsKnown).Select(r => r.Region).ToArray();
        if (choice.IsNew && unread.Length > 0)
        {
            host.WriteWarning($"The trails of {string.Join(", ", unread)} could not be read. A trail of one of these Regions alone would log the same events a second time, at a cost.");
        }

        if (scene.Options.TrailName is { } said)
        {
            var corrected = TrailName.Correct(said);
            if (corrected != said)
            {
                host.WriteWarning($"AWS takes no trail name like '{said}': the trail is called {corrected}.");
            }

            if (choice.Name != corrected)
            {
                host.WriteWarning($"Trail {choice.Name} in {choice.Region} is there already and was adopted: a second one would cost money. To have it all the same, say -AllowSecondTrail.");
            }
        }

        return choice;
    }

    private async Task<AuditBaselineItem?> BucketAsync(TrailChoice? choice, CancellationToken cancellationToken)
    {
        var statements = Statements(choice).ToArray();
        if (statements.Length == 0)
        {
            return null;
        }

        var header = scene.Header(runner.SetId, scene.Home, BucketKind.Type, scene.Bucket, scene.Bucket,
            $"Makes bucket {scene.Bucket} fit to hold the account's logs: private, versioned, encrypted, TLS only.");
        var home = scene.In(scene.Home);
        JsonObject present;
        try
        {
            present = await BucketReader.ReadAsync(home, scene.Bucket, scene.Caller.AccountId, cancellationToken);
        }
        catch (UnreadFactException e)
        {
            return await FailedAsync(header, "Bucket", AwsErrors.Describe(e, $"reading {e.What}", e.IamAction, scene.Bucket), cancellationToken);
        }

        if (BucketContent.IsThere(present) && present[BucketReader.Region]!.GetValue<string>() is var region && region != scene.Home)
        {
            return await FailedAsync(header, "Bucket", BucketErrors.Elsewhere(scene.Bucket, region, scene.Home), cancellationToken);
        }

        var change = HardenedBucket.Plan(header, present, scene.Partition, new HardenedBucketOptions
        {
            NoncurrentVersionExpirationInDays = scene.Options.NoncurrentVersionExpirationInDays,
            Statements = statements,
        });
        return await MakeAsync("Bucket", header, change, BucketContent.IsThere(present), "private, versioned, encrypted, TLS only", cancellationToken);
    }

    // Only what delivers to this bucket is let in, and what delivers already stays let in.
    private IEnumerable<JsonObject> Statements(TrailChoice? choice)
    {
        var (partition, bucket, prefix, account) = (scene.Partition, scene.Bucket, scene.Options.KeyPrefix, scene.Caller.AccountId);
        if (choice is not null && (choice.IsNew || (string?)choice.Present["S3BucketName"] == bucket) && !choice.IsOrganizations)
        {
            var used = choice.IsNew ? prefix : (string?)choice.Present["S3KeyPrefix"];
            foreach (var statement in LogBucketPolicy.ForTrail(partition, bucket, used, account, TrailArn(choice)))
            {
                yield return statement;
            }
        }

        var prefixes = regions.Where(r => r.Recorder is { IsKnown: true }).Select(r => r.Recorder!.Value[RecorderKind.Channel])
            .Where(channel => channel is null || (string?)channel["s3BucketName"] == bucket)
            .Select(channel => channel is null ? prefix ?? "" : (string?)channel["s3KeyPrefix"] ?? "").Distinct();
        foreach (var statement in prefixes.SelectMany(used => LogBucketPolicy.ForConfig(partition, bucket, used, account)))
        {
            yield return statement;
        }

        if (regions.Any(r => r.FlowLogs is { IsKnown: true } logs
            && logs.Value.Values.Any(log => !ContentKind.IsThere(log) || (string?)log["LogDestination"] == HardenedBucket.Arn(partition, bucket))))
        {
            foreach (var statement in LogBucketPolicy.ForFlowLogs(partition, bucket, account))
            {
                yield return statement;
            }
        }
    }

    private string TrailArn(TrailChoice choice) =>
        $"arn:{scene.Partition}:cloudtrail:{choice.Region}:{scene.Caller.AccountId}:trail/{choice.Name}";

    private async Task<AuditBaselineItem> TrailAsync(TrailChoice choice, CancellationToken cancellationToken)
    {
        var options = scene.Options;
        var header = scene.Header(runner.SetId, choice.Region, TrailKind.Type, choice.Name, choice.Name, choice.IsNew
            ? $"Creates trail {choice.Name}: all management events of all Regions, with log file validation."
            : $"Raises trail {choice.Name} to all management events of all Regions, with log file validation.");
        if (choice.IsNew && _bucketFailed)
        {
            return await FailedAsync(header, "CloudTrail", BaselineErrors.Depends("CloudTrail", choice.Region, $"bucket {scene.Bucket}"), cancellationToken);
        }

        if (choice.IsOrganizations)
        {
            return Item(header, "CloudTrail", TrailChoice.Rank(choice.Present) == 15 ? "Unchanged" : "Skipped", "a trail of the organization: it is changed in the management account", null);
        }

        var change = TrailPlanner.Plan(header, choice.Present, new WantedTrail
        {
            Partition = scene.Partition,
            Bucket = scene.Bucket,
            KeyPrefix = options.KeyPrefix,
            KmsKeyId = options.KmsKeyId,
            Logs = options.LogGroupArn is { } group ? (group, options.LogRoleArn!) : null,
            DataEvents = options.DataEvents,
        });
        if (choice.IsNew && change is not null && options.AllowSecondTrail && options.TrailName is not null)
        {
            change = change with { Cost = "A second trail of the same management events is charged for by the event" };
        }

        var item = await MakeAsync("CloudTrail", header, change, !choice.IsNew, null, cancellationToken);
        return item.Status is "Created" or "Raised" or "Unchanged" && !runner.IsPlanning
            ? await new TrailProof(scene, host).ProveAsync(item, choice, cancellationToken) : item;
    }

    // AWS Config writes and reads with a role of its own; a recorder that has another one keeps it.
    private async Task<AuditBaselineItem?> RoleAsync(CancellationToken cancellationToken)
    {
        if (!regions.Any(r => r.Recorder is { IsKnown: true } recorder && !ContentKind.IsThere(recorder.Value)))
        {
            return null;
        }

        var header = scene.Header(runner.SetId, scene.Home, ServiceRoleKind.Type, ServiceRoleKind.ConfigRole, ServiceRoleKind.ConfigRole,
            "Creates the service-linked role that AWS Config records with.");
        var present = await BaselineReader.TryAsync(() => ServiceRoleKind.ReadAsync(scene.In(scene.Home), ServiceRoleKind.ConfigRole, cancellationToken));
        var item = await OneAsync("Config", header, present, there => ServiceRolePlanner.Plan(header, there, "config.amazonaws.com"), cancellationToken);
        // One that could not be read may be there: AWS says so in each Region.
        _roleFailed = present.IsKnown && item.Status == "Failed";
        return item;
    }

    private async IAsyncEnumerable<AuditBaselineItem> RegionAsync(RegionFacts facts, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var region = facts.Region;
        if (facts.Recorder is { } recorder)
        {
            yield return await ConfigAsync(region, recorder, cancellationToken);
        }

        if (facts.Detector is { } detector)
        {
            var header = scene.Header(runner.SetId, region, DetectorKind.Type, "detector", "GuardDuty detector", $"Turns threat detection on in {region}.");
            yield return await OneAsync("GuardDuty", header, detector, present => DetectorPlanner.Plan(header, present, scene.Options.ProtectionPlans), cancellationToken);
        }

        if (facts.EbsEncryption is { } ebs)
        {
            var header = scene.Header(runner.SetId, region, EbsEncryptionKind.Type, "default", "EBS encryption by default", $"Encrypts new EBS volumes in {region} by default.");
            yield return await OneAsync("EbsEncryption", header, ebs, present => EbsEncryptionPlanner.Plan(header, present), cancellationToken);
        }

        if (facts.Analyzer is { } analyzer)
        {
            var header = scene.Header(runner.SetId, region, AnalyzerKind.Type, "external-access", "external-access", $"Looks for access from outside the account in {region}.");
            yield return await OneAsync("AccessAnalyzer", header, analyzer, present => AnalyzerPlanner.Plan(header, present), cancellationToken);
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
            runner.SetId, region, RecorderKind.Type, "default", "configuration recorder", $"Records all supported resource types in {region}.");
        if (!recorder.IsKnown)
        {
            return await UnreadAsync("Config", header, recorder.Reason!, cancellationToken);
        }

        var present = recorder.Value;
        header = header with { ResourceId = (string?)present["name"] ?? "default" };
        if (present[RecorderKind.Channel] is null && _bucketFailed)
        {
            return await FailedAsync(header, "Config", BaselineErrors.Depends("Config", region, $"bucket {scene.Bucket}"), cancellationToken);
        }

        if (!ContentKind.IsThere(present) && _roleFailed)
        {
            return await FailedAsync(header, "Config", BaselineErrors.Depends("Config", region, $"role {ServiceRoleKind.ConfigRole}"), cancellationToken);
        }

        var wanted = new WantedRecorder(
            $"arn:{scene.Partition}:iam::{scene.Caller.AccountId}:role/aws-service-role/config.amazonaws.com/{ServiceRoleKind.ConfigRole}",
            global, scene.Bucket, scene.Options.KeyPrefix);
        var bucket = (string?)present[RecorderKind.Channel]?["s3BucketName"] ?? scene.Bucket;
        return await MakeAsync("Config", header, RecorderPlanner.Plan(header, present, wanted), ContentKind.IsThere(present),
            $"all types{(global ? ", global ones too" : "")}, to {bucket}", cancellationToken);
    }

    private async IAsyncEnumerable<AuditBaselineItem> FlowLogsAsync(
        string region, Fact<IReadOnlyDictionary<string, JsonObject>> logs, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ResourceChange Header(string vpc) => scene.Header(runner.SetId, region, FlowLogKind.Type, vpc, vpc, $"Logs all traffic of {vpc} to bucket {scene.Bucket}.");
        if (!logs.IsKnown)
        {
            yield return await UnreadAsync("FlowLogs", Header("*"), logs.Reason!, cancellationToken);
            yield break;
        }

        foreach (var (vpc, present) in logs.Value.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            var header = Header(vpc);
            yield return !ContentKind.IsThere(present) && _bucketFailed
                ? await FailedAsync(header, "FlowLogs", BaselineErrors.Depends("FlowLogs", region, $"bucket {scene.Bucket}"), cancellationToken)
                : await MakeAsync("FlowLogs", header, FlowLogPlanner.Plan(header, present, HardenedBucket.Arn(scene.Partition, scene.Bucket)),
                    ContentKind.IsThere(present), null, cancellationToken);
        }
    }

    private async Task<AuditBaselineItem> OneAsync(
        string service, ResourceChange header, Fact<JsonObject> fact, Func<JsonObject, ResourceChange?> plan, CancellationToken cancellationToken) => fact.IsKnown
        ? await MakeAsync(service, header, plan(fact.Value), ContentKind.IsThere(fact.Value), null, cancellationToken)
        : await UnreadAsync(service, header, fact.Reason!, cancellationToken);

    private async Task<AuditBaselineItem> MakeAsync(
        string service, ResourceChange header, ResourceChange? change, bool existed, string? detail, CancellationToken cancellationToken)
    {
        if (change is null)
        {
            return Item(header, service, "Unchanged", detail, null);
        }

        cancellationToken.ThrowIfCancellationRequested();
        var result = await runner.RunAsync(change, change.Why.TrimEnd('.'), settle: null, known: null, cancellationToken);
        if (result.Error is { } error)
        {
            return await FailedAsync(header, service, error, cancellationToken);
        }

        return result.IsApplied ? Item(header, service, existed ? "Raised" : "Created", detail, change.Id)
            : Item(header, service, host.IsWhatIf ? "WhatIf" : "Skipped", detail, null);
    }

    private Task<AuditBaselineItem> UnreadAsync(string service, ResourceChange header, Exception reason, CancellationToken cancellationToken)
    {
        var unread = reason as UnreadFactException;
        return FailedAsync(header, service, AwsErrors.Describe(
            reason, $"reading {unread?.What ?? header.ResourceId}", unread?.IamAction ?? "", $"{service} in {header.Region}"), cancellationToken);
    }

    private async Task<AuditBaselineItem> FailedAsync(ResourceChange header, string service, OperationError error, CancellationToken cancellationToken)
    {
        _bucketFailed |= service == "Bucket";
        await host.WriteErrorAsync(error, cancellationToken);
        return Item(header, service, "Failed", error.Message, null);
    }

    private AuditBaselineItem Item(ResourceChange header, string service, string status, string? detail, string? changeId) => new()
    {
        AccountId = scene.Caller.AccountId,
        Region = header.Region,
        Service = service,
        ResourceType = header.ResourceType,
        ResourceId = header.ResourceId,
        Status = status,
        Detail = detail,
        ChangeId = changeId,
    };
}
