using System.Text.Json.Nodes;
using Amazon.EC2.Model;
using AwsHardening.Core.Access.Kinds;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Reading;
using AwsHardening.Seam;

namespace AwsHardening.Core.Access;

/// <summary>Makes instances reachable through Session Manager: role, instance profile, endpoints, ways out.</summary>
public static class SessionManagerOperation
{
    private const string PolicyName = "AwsHardeningSessionManager";

    /// <summary>Makes instances reachable.</summary>
    /// <param name="session">The session with AWS.</param>
    /// <param name="instanceIds">The instances.</param>
    /// <param name="options">How.</param>
    /// <param name="host">Asked before every change; takes errors.</param>
    /// <param name="cancellationToken">Stops before the next change.</param>
    /// <returns>What was done, in order.</returns>
    public static Task<IReadOnlyList<AccessChange>> EnableAsync(
        HardeningSession session, IReadOnlyList<string> instanceIds, SessionManagerOptions options, IOperationHost host,
        CancellationToken cancellationToken) =>
        AccessRun.MakeAllAsync(session, options.RevertAfter, options.Force, run => EnableAsync(run, instanceIds, options), session.Region, host, cancellationToken);

    /// <summary>Works the changes out without making them.</summary>
    /// <inheritdoc cref="EnableAsync(HardeningSession, IReadOnlyList{string}, SessionManagerOptions, IOperationHost, CancellationToken)"/>
    /// <returns>The plan; null when there is nothing to do.</returns>
    public static Task<HardeningPlan?> PlanAsync(
        HardeningSession session, IReadOnlyList<string> instanceIds, SessionManagerOptions options, IOperationHost host,
        CancellationToken cancellationToken) =>
        AccessRun.PlanAsync(session, run => EnableAsync(run, instanceIds, options), session.Region, host, cancellationToken);

    private static async Task EnableAsync(AccessRun run, IReadOnlyList<string> ids, SessionManagerOptions options)
    {
        var all = await run.Facts.InstancesAsync();
        foreach (var id in ids.Where(id => !all.Any(instance => instance.InstanceId == id)))
        {
            await run.Host.WriteErrorAsync(AccessErrors.NoInstance(id, run.Aws.Region), run.CancellationToken);
        }

        var access = new ServiceAccess(run);
        var roles = new HashSet<string>(StringComparer.Ordinal);
        foreach (var instance in all.Where(instance => ids.Contains(instance.InstanceId)))
        {
            await RoleAsync(run, instance, options.RoleName, roles);
            // An engine that could not be read is told of by its own exception, before anything is opened blindly.
            foreach (var (_, path) in await access.ClosedAsync([instance], AgentNeeds.Services))
            {
                await access.OpenAsync(instance, path);
            }
        }
    }

    private static async Task RoleAsync(AccessRun run, Instance instance, string roleName, HashSet<string> done)
    {
        var reasons = new UnmanagedReasons(run.Facts);
        var reason = await reasons.OfRoleAsync(instance, AgentNeeds.Session) is [var first, ..] ? first : null;
        switch (reason?.Kind)
        {
            case null:
                return;
            case UnmanagedReasonKind.MissingPermission when await reasons.RoleAsync(instance) is { } role:
                if (done.Add(role.RoleName))
                {
                    await LetAsync(run, role.RoleName, role.RoleName == roleName ? AgentNeeds.Session : reason.MissingActions);
                }

                return;
            case UnmanagedReasonKind.NoInstanceProfile:
                if (done.Add(roleName))
                {
                    await MakeRoleAsync(run, roleName);
                }

                var id = run.NewId();
                await run.MakeAsync(
                    InstanceKind.Give(id, instance.InstanceId, roleName),
                    run.Header(id, InstanceKind.Type, instance.InstanceId, InstanceFacts.NameOf(instance), "Gives the SSM Agent credentials."),
                    $"Give it instance profile {roleName}");
                return;
            default:
                await run.Host.WriteErrorAsync(AccessErrors.NotEnabled(instance.InstanceId, reason.Message), run.CancellationToken);
                return;
        }
    }

    private static async Task MakeRoleAsync(AccessRun run, string name)
    {
        var role = await Ask.OrNull(() => run.Aws.Iam.GetRoleAsync(new() { RoleName = name }, run.CancellationToken), $"role {name}", "iam:GetRole");
        if (role is null)
        {
            await run.MakeAsync(
                RoleKind.Make(name), run.Header(run.NewId(), RoleKind.Type, name, name, "Lets instances be reached through Session Manager."),
                "Create the role, for EC2 alone");
        }

        await LetAsync(run, name, AgentNeeds.Session);
        var profile = await run.Facts.ProfileAsync(name);
        if (!profile.IsKnown)
        {
            throw new UnreadFactException(profile.Reason!) { What = $"instance profile {name}", IamAction = "iam:GetInstanceProfile" };
        }

        var change = profile.Value is null ? InstanceProfileKind.Make(name, name)
            : (profile.Value.Roles ?? []).Count == 0 ? InstanceProfileKind.Give(new PartsChange(), name, name) : null;
        await run.MakeAsync(
            change, run.Header(run.NewId(), InstanceProfileKind.Type, name, name, "Hands the role to instances."), $"Put role {name} into the instance profile");
    }

    // What others let the role do stays theirs: this policy is our own, and holds what was missing.
    private static async Task LetAsync(AccessRun run, string role, IReadOnlyList<string> actions)
    {
        var present = (await RolePolicyKind.ReadAsync(run.Aws, role, PolicyName, run.CancellationToken))[RolePolicyKind.Document];
        var already = (present?["Statement"]?[0]?["Action"] as JsonArray ?? []).Select(action => action!.GetValue<string>());
        var wanted = new JsonObject
        {
            ["Version"] = "2012-10-17",
            ["Statement"] = new JsonArray(new JsonObject
            {
                ["Sid"] = "SessionManager",
                ["Effect"] = "Allow",
                ["Action"] = new JsonArray([.. already.Union(actions).Order(StringComparer.Ordinal).Select(action => (JsonNode)action)]),
                ["Resource"] = "*",
            }),
        };
        await run.MakeAsync(
            RolePolicyKind.Write(role, PolicyName, present, wanted),
            run.Header(run.NewId(), RolePolicyKind.Type, RolePolicyKind.IdOf(role, PolicyName), role, "Lets the SSM Agent open sessions, and nothing else."),
            $"Let role {role} do {string.Join(", ", actions)}");
    }
}
