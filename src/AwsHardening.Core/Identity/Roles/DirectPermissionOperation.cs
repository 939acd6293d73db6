using AwsHardening.Core.Changes;
using AwsHardening.Core.Identity.Kinds;
using AwsHardening.Seam;

namespace AwsHardening.Core.Identity.Roles;

/// <summary>Takes from users whatever lets them do more than assume roles.</summary>
public static class DirectPermissionOperation
{
    /// <summary>Strips users: policies of their own, managed policies and groups that grant more than assuming roles.</summary>
    /// <param name="session">The session.</param>
    /// <param name="userNames">The users.</param>
    /// <param name="options">How.</param>
    /// <param name="host">Asked before every user; takes one error a user at most.</param>
    /// <param name="cancellationToken">Stops before the next user.</param>
    /// <returns>The changes, one a user; none for users who can do nothing else.</returns>
    public static IAsyncEnumerable<IdentityChange> RemoveAsync(
        HardeningSession session, IReadOnlyList<string> userNames, DirectPermissionOptions options, IOperationHost host,
        CancellationToken cancellationToken) =>
        IdentityRun.MakeAllAsync(
            session, new ChangeRunOptions { RevertAfter = options.RevertAfter }, run => RunAsync(run, userNames, options), host, cancellationToken);

    /// <summary>Works the changes out without making them.</summary>
    /// <inheritdoc cref="RemoveAsync"/>
    /// <returns>The plan; null when there is nothing to do.</returns>
    public static Task<HardeningPlan?> PlanAsync(
        HardeningSession session, IReadOnlyList<string> userNames, DirectPermissionOptions options, IOperationHost host,
        CancellationToken cancellationToken) =>
        IdentityRun.PlanAsync(session, run => RunAsync(run, userNames, options), host, cancellationToken);

    private static async Task RunAsync(IdentityRun run, IReadOnlyList<string> userNames, DirectPermissionOptions options)
    {
        var identities = await AccountIdentities.ReadAsync(run.Aws, run.CancellationToken);
        var proof = new AdminProof(run, identities, options.AdminRoleName);
        List<Stripping> possible = [];
        foreach (var name in userNames.Distinct(StringComparer.Ordinal))
        {
            if (identities.User(name) is not { } user)
            {
                await run.ErrorAsync(IdentityErrors.NoSuch("User", name));
                continue;
            }

            var strip = Stripping.Of(identities, user);
            if (strip.Lost.Count == 0)
            {
                run.Host.WriteVerbose($"User {name} can do nothing but assume roles already.");
            }
            else if (Refusal(run, strip, proof, options) is { } refusal)
            {
                await run.ErrorAsync(refusal);
            }
            else
            {
                possible.Add(strip);
            }
        }

        // All of them at once: two administrators may each be the other's proof.
        if (possible.Exists(proof.IsAdministrator) && await proof.WhyNobodyAsync(possible) is { } why)
        {
            foreach (var strip in possible.Where(proof.IsAdministrator))
            {
                await run.ErrorAsync(IdentityErrors.LastAdministrator(strip.User.UserName, options.AdminRoleName, why));
            }

            possible.RemoveAll(proof.IsAdministrator);
        }

        foreach (var strip in possible)
        {
            var name = strip.User.UserName;
            var header = run.Header(UserKind.Type, name, name, $"Leaves user {name} nothing but roles to assume.");
            await run.MakeAsync(strip.Change().Build(header), $"Strip the user: {strip.Text}");
        }
    }

    private static OperationError? Refusal(IdentityRun run, Stripping strip, AdminProof proof, DirectPermissionOptions options)
    {
        var name = strip.User.UserName;
        return strip.User.Arn == run.Caller.Arn ? IdentityErrors.IsCaller(name)
            : options.Force ? null
            : strip.Denials.Any() ? IdentityErrors.DenialWouldBeLifted(name, strip.Denials)
            : proof.HasRole(strip) ? null : IdentityErrors.NoRoleLeft(name);
    }
}
