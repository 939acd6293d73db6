using System.Text.Json.Nodes;
using Amazon.EC2.Model;
using AwsHardening.Core.Access.Kinds;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Storage;
using AwsHardening.Seam;

namespace AwsHardening.Core.Access;

/// <summary>Turns the logging of sessions on and off.</summary>
public static class SessionLoggingOperation
{
    private static readonly string[] s_services = ["s3", "logs"];

    /// <summary>Turns logging on: key, bucket, log group, roles, network, and the preferences last, so that no session is held to what is not there yet.</summary>
    /// <param name="session">The session with AWS.</param>
    /// <param name="options">Where logs go.</param>
    /// <param name="host">Asked before every change; takes the error.</param>
    /// <param name="cancellationToken">Stops before the next change.</param>
    /// <returns>What was done, in order.</returns>
    public static Task<IReadOnlyList<AccessChange>> EnableAsync(
        HardeningSession session, SessionLoggingOptions options, IOperationHost host, CancellationToken cancellationToken) =>
        AccessRun.MakeAllAsync(session, options.RevertAfter, options.Force, run => EnableAsync(run, options), SessionPreferences.DocumentName, host, cancellationToken);

    /// <summary>Works the changes out without making them.</summary>
    /// <inheritdoc cref="EnableAsync(HardeningSession, SessionLoggingOptions, IOperationHost, CancellationToken)"/>
    /// <returns>The plan; null when there is nothing to do.</returns>
    public static Task<HardeningPlan?> PlanEnableAsync(
        HardeningSession session, SessionLoggingOptions options, IOperationHost host, CancellationToken cancellationToken) =>
        AccessRun.PlanAsync(session, run => EnableAsync(run, options), SessionPreferences.DocumentName, host, cancellationToken);

    /// <summary>Turns logging off: the preferences, and the roles' right to write. Bucket, log group, key and network stay, with the logs.</summary>
    /// <param name="session">The session with AWS.</param>
    /// <param name="revertAfter">Take the changes back unless they are confirmed in time; null to let them stand.</param>
    /// <param name="host">Asked before every change; takes the error.</param>
    /// <param name="cancellationToken">Stops before the next change.</param>
    /// <returns>What was done, in order.</returns>
    public static Task<IReadOnlyList<AccessChange>> DisableAsync(
        HardeningSession session, TimeSpan? revertAfter, IOperationHost host, CancellationToken cancellationToken) =>
        AccessRun.MakeAllAsync(session, revertAfter, force: false, DisableAsync, SessionPreferences.DocumentName, host, cancellationToken);

    /// <summary>Works the changes out without making them.</summary>
    /// <param name="session">The session with AWS.</param>
    /// <param name="host">Takes the error.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The plan; null when there is nothing to do.</returns>
    public static Task<HardeningPlan?> PlanDisableAsync(HardeningSession session, IOperationHost host, CancellationToken cancellationToken) =>
        AccessRun.PlanAsync(session, DisableAsync, SessionPreferences.DocumentName, host, cancellationToken);

    private static async Task EnableAsync(AccessRun run, SessionLoggingOptions options)
    {
        var instances = await InstancesAsync(run, options.InstanceId);
        var (place, key) = await KeyAsync(run, options);
        run.Host.WriteVerbose("No write access was granted to the S3 Log Delivery group: session logs are written by the instances' roles, and need none.");
        await BucketAsync(run, place);
        var group = await LogGroupKind.ReadAsync(run.Aws, place.LogGroup, run.CancellationToken);
        await run.MakeAsync(
            LogGroupKind.Write(place.LogGroup, group, options.RetentionInDays, key),
            run.Header(run.NewId(), LogGroupKind.Type, place.LogGroup, place.LogGroup, "Keeps what is typed in sessions, encrypted."),
            group[LogGroupKind.Name] is null
                ? $"Create the log group: encrypted, kept for {options.RetentionInDays} days" : "Encrypt the log group, or keep its events longer");
        await RolesAsync(run, instances, place);
        await NetworkAsync(run, instances, options.OpenNetwork);

        var present = await SessionDocumentKind.ReadAsync(run.Aws, SessionPreferences.DocumentName, run.CancellationToken);
        var id = run.NewId();
        await run.MakeAsync(
            SessionDocumentKind.Write(
                id, SessionPreferences.DocumentName, present,
                SessionPreferences.WithLogging(present[SessionDocumentKind.Content], place.Bucket, place.Prefix, place.LogGroup)),
            run.Header(id, SessionDocumentKind.Type, SessionPreferences.DocumentName, SessionPreferences.DocumentName, "Logs every session from now on."),
            $"Send session logs to s3://{place.Bucket}/{place.Prefix} and log group {place.LogGroup}");
    }

    private static async Task<IReadOnlyList<Instance>> InstancesAsync(AccessRun run, IReadOnlyList<string> ids)
    {
        List<Instance> chosen = [];
        foreach (var instance in await run.Facts.InstancesAsync())
        {
            if (ids.Count == 0 ? await run.Facts.InformationAsync(instance.InstanceId) is not null : ids.Contains(instance.InstanceId))
            {
                chosen.Add(instance);
            }
        }

        return ids.FirstOrDefault(id => !chosen.Exists(instance => instance.InstanceId == id)) is { } unknown
            ? throw new OperationException(AccessErrors.NoInstance(unknown, run.Aws.Region)) : chosen;
    }

    // The key's ARN, or in a plan a reference to the key that is to be made.
    private static async Task<(LogPlace Place, JsonNode Key)> KeyAsync(AccessRun run, SessionLoggingOptions options)
    {
        var name = options.KmsKeyId ?? LoggingPolicies.KeyAlias;
        var found = await Ask.OrNull(
            () => run.Aws.Kms.DescribeKeyAsync(new Amazon.KeyManagementService.Model.DescribeKeyRequest { KeyId = name }, run.CancellationToken),
            $"key {name}", "kms:DescribeKey");
        var place = new LogPlace(
            run.Session.Partition, run.Aws.Region, run.Caller.AccountId, options.BucketName, options.KeyPrefix, options.LogGroupName, null);
        if (found is not null)
        {
            if (options.KmsKeyId is null)
            {
                await AdmitGroupAsync(run, place, found.KeyMetadata.Arn);
            }

            return (options.KmsKeyId is null ? place : place with { KeyArn = found.KeyMetadata.Arn }, found.KeyMetadata.Arn);
        }

        if (options.KmsKeyId is not null)
        {
            throw new OperationException(new(
                "KeyNotFound", OperationErrorCategory.ObjectNotFound, $"There is no key '{name}' in {run.Aws.Region}.",
                "Check the key's id and the Region, or leave out -KmsKeyId to have one made.", name));
        }

        var id = run.NewId();
        var result = await run.MakeAsync(
            KeyKind.Make(id, LoggingPolicies.KeyAlias, "Encrypts session logs", LoggingPolicies.KeyPolicy(place)),
            run.Header(id, KeyKind.Type, LoggingPolicies.KeyAlias, LoggingPolicies.KeyAlias, "Encrypts session logs.", "A KMS key costs by the month and by use."),
            $"Create a KMS key, rotated every year, as {LoggingPolicies.KeyAlias}");
        return (place, result is { IsApplied: true } && result.Ids.TryGetValue(KeyKind.NameOf(id), out var arn) && arn != KeyKind.NameOf(id)
            ? arn : IdMap.Reference(KeyKind.NameOf(id)));
    }

    // The key that an earlier run made is open to CloudWatch Logs for the groups of those runs alone. A key of the user's own is theirs.
    private static async Task AdmitGroupAsync(AccessRun run, LogPlace place, string keyArn)
    {
        if (await KeyKind.ReadPolicyAsync(run.Aws, keyArn, run.CancellationToken) is not { } policy || LoggingPolicies.WithGroup(policy, place) is not { } wider)
        {
            return;
        }

        await run.MakeAsync(
            KeyKind.WritePolicy(keyArn, policy, wider),
            run.Header(
                run.NewId(), KeyKind.Type, LoggingPolicies.KeyAlias, LoggingPolicies.KeyAlias,
                $"Lets CloudWatch Logs encrypt log group {place.LogGroup} with the key of session logs."),
            $"Add log group {place.LogGroup} to the policy of {LoggingPolicies.KeyAlias}");
    }

    private static async Task BucketAsync(AccessRun run, LogPlace place)
    {
        var present = await BucketReader.ReadAsync(run.Aws, place.Bucket, run.Caller.AccountId, run.CancellationToken);
        var there = BucketContent.IsThere(present);
        if (there && present[BucketReader.Region]!.GetValue<string>() is var region && region != run.Aws.Region)
        {
            throw new OperationException(BucketErrors.Elsewhere(place.Bucket, region, run.Aws.Region));
        }

        await run.MakeAsync(
            HardenedBucket.Plan(
                run.Header(run.NewId(), BucketKind.Type, place.Bucket, place.Bucket, "Keeps what is typed in sessions: private, encrypted, versioned."),
                present, place.Partition, new HardenedBucketOptions
                {
                    KmsKeyId = place.KeyArn ?? $"arn:{place.Partition}:kms:{place.Region}:{place.AccountId}:{LoggingPolicies.KeyAlias}",
                }),
            there ? "Raise what falls short of the bucket" : "Create the bucket: private, versioned, encrypted with KMS, TLS only");
    }

    private static async Task RolesAsync(AccessRun run, IReadOnlyList<Instance> instances, LogPlace place)
    {
        var reasons = new UnmanagedReasons(run.Facts);
        HashSet<string> done = new(StringComparer.Ordinal);
        foreach (var instance in instances)
        {
            if (await reasons.RoleAsync(instance) is not { } role)
            {
                run.Host.WriteWarning($"{instance.InstanceId} has no role of its own that could be read, so it cannot write logs.");
                continue;
            }

            if (!done.Add(role.RoleName))
            {
                continue;
            }

            var present = await RolePolicyKind.ReadAsync(run.Aws, role.RoleName, LoggingPolicies.RolePolicyName, run.CancellationToken);
            await run.MakeAsync(
                RolePolicyKind.Write(role.RoleName, LoggingPolicies.RolePolicyName, present[RolePolicyKind.Document], LoggingPolicies.Role(place)),
                run.Header(
                    run.NewId(), RolePolicyKind.Type, RolePolicyKind.IdOf(role.RoleName, LoggingPolicies.RolePolicyName), role.RoleName,
                    $"Lets the instances of role {role.RoleName} write session logs, and nothing else."),
                $"Let role {role.RoleName} write session logs");
        }
    }

    private static async Task NetworkAsync(AccessRun run, IReadOnlyList<Instance> instances, bool open)
    {
        var engine = await run.Facts.EngineAsync();
        if (!engine.IsKnown)
        {
            run.Host.WriteWarning($"Whether the instances reach S3 and CloudWatch Logs could not be found out: {engine.Reason!.Message}");
            return;
        }

        var access = new ServiceAccess(run);
        foreach (var (instance, path) in await access.ClosedAsync(instances, s_services))
        {
            if (open)
            {
                await access.OpenAsync(instance, path);
            }
            else
            {
                run.Host.WriteWarning(
                    $"{instance.InstanceId} ({InstanceFacts.NameOf(instance)}) cannot write logs. {path.Reason().Message} -OpenNetwork makes what is missing.");
            }
        }
    }

    private static async Task DisableAsync(AccessRun run)
    {
        var present = await SessionDocumentKind.ReadAsync(run.Aws, SessionPreferences.DocumentName, run.CancellationToken);
        if (present[SessionDocumentKind.Content] is { } content)
        {
            var id = run.NewId();
            await run.MakeAsync(
                SessionDocumentKind.Write(id, SessionPreferences.DocumentName, present, SessionPreferences.WithoutLogging(content)),
                run.Header(
                    id, SessionDocumentKind.Type, SessionPreferences.DocumentName, SessionPreferences.DocumentName, "Logs no session from now on."),
                "Turn session logging off");
        }

        var roles = await run.Facts.View.Roles();
        if (!roles.IsKnown)
        {
            throw new Reading.UnreadFactException(roles.Reason!) { What = "the roles", IamAction = "iam:ListRoles" };
        }

        foreach (var role in roles.Value)
        {
            var policy = await RolePolicyKind.ReadAsync(run.Aws, role.RoleName, LoggingPolicies.RolePolicyName, run.CancellationToken);
            await run.MakeAsync(
                RolePolicyKind.Write(role.RoleName, LoggingPolicies.RolePolicyName, policy[RolePolicyKind.Document], after: null),
                run.Header(
                    run.NewId(), RolePolicyKind.Type, RolePolicyKind.IdOf(role.RoleName, LoggingPolicies.RolePolicyName), role.RoleName,
                    $"Takes back role {role.RoleName}'s right to write session logs."),
                $"Take the right to write session logs from role {role.RoleName}");
        }
    }
}
