using AwsHardening.Core.Access.Kinds;
using AwsHardening.Core.Changes;
using AwsHardening.Seam;

namespace AwsHardening.Core.Identity.Roles;

/// <summary>Makes roles for people, and lets named users assume them.</summary>
public static class RoleAccessOperation
{
    /// <summary>Makes the roles and policies, or raises what falls short of those there are.</summary>
    /// <param name="session">The session.</param>
    /// <param name="options">Which, and for whom.</param>
    /// <param name="host">Asked before every change; takes errors.</param>
    /// <param name="cancellationToken">Stops before the next change.</param>
    /// <returns>The changes; none where nothing falls short.</returns>
    public static IAsyncEnumerable<IdentityChange> NewAsync(
        HardeningSession session, RoleAccessOptions options, IOperationHost host, CancellationToken cancellationToken) =>
        IdentityRun.MakeAllAsync(
            session, new ChangeRunOptions { RevertAfter = options.RevertAfter, Force = options.Force }, run => RunAsync(run, options), host, cancellationToken);

    /// <summary>Works the changes out without making them.</summary>
    /// <inheritdoc cref="NewAsync"/>
    /// <returns>The plan; null when there is nothing to do.</returns>
    public static Task<HardeningPlan?> PlanAsync(
        HardeningSession session, RoleAccessOptions options, IOperationHost host, CancellationToken cancellationToken) =>
        IdentityRun.PlanAsync(session, run => RunAsync(run, options), host, cancellationToken);

    private static async Task RunAsync(IdentityRun run, RoleAccessOptions options)
    {
        if (options is { ReadOnlyUser.Count: 0, ReadOnlyGroup.Count: 0, AdminUser.Count: 0, AdminGroup.Count: 0 })
        {
            await run.ErrorAsync(IdentityErrors.NobodyNamed());
            return;
        }

        var identities = await AccountIdentities.ReadAsync(run.Aws, run.CancellationToken);
        if (options.PermissionsBoundary is { } boundary && await Ask.OrNull(
            () => run.Aws.Iam.GetPolicyAsync(new() { PolicyArn = boundary }, run.CancellationToken), $"policy {boundary}", "iam:GetPolicy") is null)
        {
            await run.ErrorAsync(IdentityErrors.NoPolicy(boundary));
            return;
        }

        var grants = new UserGrants(run, identities);
        var raise = new RoleRaise(run, identities, options);
        WantedRole[] roles = [await ReadOnlyAsync(run, identities, options), await AdminAsync(run, identities, options)];
        foreach (var role in roles.Where(role => role.Principals.Count > 0))
        {
            // Without the role there is nothing to be let into.
            if (await raise.MakeAsync(role) is not { } roleArn)
            {
                continue;
            }

            await grants.AddAsync(
                role.AssumePolicyName, $"Lets its holders assume role {role.Name}.", UserPolicies.Assume(roleArn),
                $"let its holders assume {roleArn} and nothing else", role.Users, role.Groups);
        }

        if (!options.SkipMfaPolicy)
        {
            await grants.AddAsync(
                options.MfaPolicyName, "Lets its holders enrol MFA devices of their own.", UserPolicies.MfaSelfService(run.Session.Partition),
                "let its holders enrol their own MFA devices and nothing else",
                [.. roles.SelectMany(role => role.Users).Distinct()], [.. roles.SelectMany(role => role.Groups).Distinct()]);
        }

        await grants.AttachAsync();
    }

    private static Task<WantedRole> ReadOnlyAsync(IdentityRun run, AccountIdentities identities, RoleAccessOptions options) => WantedAsync(
        run, identities, options, options.ReadOnlyRoleName, "ReadOnlyAccess", "Looks at everything and changes nothing",
        options.ReadOnlyRequiresMfa, options.ReadOnlyUser, options.ReadOnlyGroup);

    private static Task<WantedRole> AdminAsync(IdentityRun run, AccountIdentities identities, RoleAccessOptions options) => WantedAsync(
        run, identities, options, options.AdminRoleName, "AdministratorAccess", "Administers the account, with MFA",
        requireMfa: true, options.AdminUser, options.AdminGroup);

    private static async Task<WantedRole> WantedAsync(
        IdentityRun run, AccountIdentities identities, RoleAccessOptions options, string name, string policy, string description,
        bool requireMfa, IReadOnlyList<string> users, IReadOnlyList<string> groups)
    {
        var named = new NamedPrincipals(run, identities, name, requireMfa);
        await named.AddAsync(users, groups);
        return new WantedRole
        {
            Name = name,
            PolicyArn = $"arn:{run.Session.Partition}:iam::aws:policy/{policy}",
            Description = description,
            RequireMfa = requireMfa,
            AssumePolicyName = options.AssumePolicyPrefix + name,
            Principals = named.Arns,
            Users = named.Users,
            Groups = named.Groups,
        };
    }
}
