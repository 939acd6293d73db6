using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Reading;
using AwsHardening.Core.Storage;
using AwsHardening.Seam;

namespace AwsHardening.Core.Audit;

/// <summary>
/// Sets a baseline up: first what the account has once, one after the other, then what each Region has of its own, several Regions at
/// the same time. What one Region refuses is told and stops no other.
/// </summary>
internal sealed class BaselineRun(
    BaselineScene scene, IReadOnlyList<RegionFacts> regions, Fact<JsonObject>? accountBlock, ChangeRunner runner, IOperationHost host)
{
    private readonly BaselineSteps _steps = new(scene, runner, host);
    private bool _bucketFailed;
    private bool _roleFailed;

    public async IAsyncEnumerable<AuditBaselineItem> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var choice = Choose();
        if (await BucketAsync(choice, cancellationToken) is { } bucket)
        {
            _bucketFailed = bucket.Status == "Failed";
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

        if (accountBlock is not null)
        {
            yield return await new AccountBlockStep(scene, _steps, host).RunAsync(accountBlock, cancellationToken);
        }

        await foreach (var item in RegionsAsync(cancellationToken))
        {
            yield return item;
        }
    }

    // What a Region has to say comes in the order of the Regions, whichever is done first.
    private async IAsyncEnumerable<AuditBaselineItem> RegionsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var said = regions.Select(_ => Channel.CreateUnbounded<AuditBaselineItem>()).ToArray();
        var work = RunAllAsync(said, stop.Token);
        try
        {
            foreach (var items in said)
            {
                await foreach (var item in items.Reader.ReadAllAsync(CancellationToken.None))
                {
                    yield return item;
                }
            }

            await work;
        }
        finally
        {
            // Whoever reads no further starts no Region more; what is under way comes to its end and into the journal.
            await stop.CancelAsync();
            await work.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            host.WriteProgress("Setting the Regions up", "", 101);
        }
    }

    private async Task RunAllAsync(Channel<AuditBaselineItem>[] said, CancellationToken cancellationToken)
    {
        var done = 0;
        try
        {
            using var held = scene.Session.HoldToBudget();
            await Parallel.ForAsync(
                0, regions.Count,
                // A plan is written in the order of the Regions.
                new ParallelOptions { MaxDegreeOfParallelism = runner.IsPlanning ? 1 : scene.Options.ThrottleLimit, CancellationToken = cancellationToken },
                async (index, token) =>
                {
                    try
                    {
                        await foreach (var item in new RegionRun(scene, regions[index], _steps, _bucketFailed, _roleFailed).RunAsync(token))
                        {
                            await said[index].Writer.WriteAsync(item, CancellationToken.None);
                        }
                    }
                    finally
                    {
                        said[index].Writer.Complete();
                    }

                    host.WriteProgress("Setting the Regions up", regions[index].Region, 100 * Interlocked.Increment(ref done) / regions.Count);
                });
        }
        finally
        {
            // Those that were not begun have nothing to say.
            Array.ForEach(said, items => items.Writer.TryComplete());
        }
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

        var header = scene.Header(_steps.SetId, scene.Home, BucketKind.Type, scene.Bucket, scene.Bucket,
            $"Makes bucket {scene.Bucket} fit to hold the account's logs: private, versioned, encrypted, TLS only.");
        var home = scene.In(scene.Home);
        JsonObject present;
        try
        {
            present = await BucketReader.ReadAsync(home, scene.Bucket, scene.Caller.AccountId, cancellationToken);
        }
        catch (UnreadFactException e)
        {
            return await _steps.FailedAsync(header, "Bucket", AwsErrors.Describe(e, $"reading {e.What}", e.IamAction, scene.Bucket), cancellationToken);
        }

        if (BucketContent.IsThere(present) && present[BucketReader.Region]!.GetValue<string>() is var region && region != scene.Home)
        {
            return await _steps.FailedAsync(header, "Bucket", BucketErrors.Elsewhere(scene.Bucket, region, scene.Home), cancellationToken);
        }

        var change = HardenedBucket.Plan(header, present, scene.Partition, new HardenedBucketOptions
        {
            NoncurrentVersionExpirationInDays = scene.Options.NoncurrentVersionExpirationInDays,
            Statements = statements,
        });
        return await _steps.MakeAsync("Bucket", header, change, BucketContent.IsThere(present), "private, versioned, encrypted, TLS only", cancellationToken);
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
        var header = scene.Header(_steps.SetId, choice.Region, TrailKind.Type, choice.Name, choice.Name, choice.IsNew
            ? $"Creates trail {choice.Name}: all management events of all Regions, with log file validation."
            : $"Raises trail {choice.Name} to all management events of all Regions, with log file validation.");
        if (choice.IsNew && _bucketFailed)
        {
            return await _steps.FailedAsync(header, "CloudTrail", BaselineErrors.Depends("CloudTrail", choice.Region, $"bucket {scene.Bucket}"), cancellationToken);
        }

        if (choice.IsOrganizations)
        {
            return _steps.Item(header, "CloudTrail", TrailChoice.Rank(choice.Present) == 15 ? "Unchanged" : "Skipped", "a trail of the organization: it is changed in the management account", null);
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

        var item = await _steps.MakeAsync("CloudTrail", header, change, !choice.IsNew, null, cancellationToken);
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

        var header = scene.Header(_steps.SetId, scene.Home, ServiceRoleKind.Type, ServiceRoleKind.ConfigRole, ServiceRoleKind.ConfigRole,
            "Creates the service-linked role that AWS Config records with.");
        var present = await BaselineReader.TryAsync(() => ServiceRoleKind.ReadAsync(scene.In(scene.Home), ServiceRoleKind.ConfigRole, cancellationToken));
        var item = await _steps.OneAsync("Config", header, present, there => ServiceRolePlanner.Plan(header, there, "config.amazonaws.com"), cancellationToken);
        // One that could not be read may be there: AWS says so in each Region.
        _roleFailed = present.IsKnown && item.Status == "Failed";
        return item;
    }

}
