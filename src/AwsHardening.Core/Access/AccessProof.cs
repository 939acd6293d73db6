using AwsHardening.Core.Account;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Access;

/// <summary>Whether another way into an instance, through Session Manager, is proven.</summary>
/// <param name="InstanceId">The instance.</param>
/// <param name="IsProven">True when a session can start on it now and the caller may start one. What is not known is not proven.</param>
/// <param name="Why">The proof, or what is wanting, in one sentence.</param>
public sealed record AccessProof(string InstanceId, bool IsProven, string Why)
{
    /// <summary>
    /// Looks for the proof: every instance answers GetConnectionStatus as connected (being Online is not enough), and IAM's simulator
    /// says that the caller may start a session on it. No session is started: it would have to be ended, and would stand in the
    /// history as somebody's visit.
    /// </summary>
    /// <param name="session">The session.</param>
    /// <param name="instanceIds">The instances.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <returns>One proof an instance, in the same order.</returns>
    public static async Task<IReadOnlyList<AccessProof>> FindAsync(
        HardeningSession session, IReadOnlyList<string> instanceIds, CancellationToken cancellationToken)
    {
        var aws = AwsSession.Of(session);
        var caller = await CallerIdentityOperation.OnceAsync(session, cancellationToken);
        var facts = new InstanceFacts(aws, caller.AccountId, cancellationToken);
        var principal = await PrincipalAsync(aws, caller, cancellationToken);
        List<AccessProof> proofs = [];
        foreach (var id in instanceIds)
        {
            var (connection, unread) = await facts.ConnectionAsync(id);
            proofs.Add(connection switch
            {
                InstanceConnection.Connected => await OfCallerAsync(facts, session, caller, principal, id),
                InstanceConnection.NotConnected => new(id, false, "Session Manager answers that it is not connected."),
                _ => new(id, false, $"Whether it is connected could not be read (ssm:GetConnectionStatus): {unread?.Message}"),
            });
        }

        return proofs;
    }

    private static async Task<AccessProof> OfCallerAsync(
        InstanceFacts facts, HardeningSession session, CallerIdentity caller, Fact<string> principal, string id)
    {
        if (caller.Arn.EndsWith(":root", StringComparison.Ordinal))
        {
            return new(id, true, "It is connected, and the account's root user may do everything.");
        }

        if (!principal.IsKnown)
        {
            return new(id, false, $"Who the caller is to IAM could not be read: {principal.Reason!.Message}");
        }

        var arn = $"arn:{session.Partition}:ec2:{session.Region}:{caller.AccountId}:instance/{id}";
        var missing = await facts.Simulation.MissingAsync(principal.Value, ["ssm:StartSession"], arn);
        return !missing.IsKnown ? new(id, false, $"What the caller may do could not be read ({Simulation.Action}): {missing.Reason!.Message}")
            : missing.Value is { Count: 0 } ? new(id, true, $"It is connected, and {principal.Value} may start a session on it.")
            : new(id, false, $"It is connected, but {principal.Value} may not do ssm:StartSession on it.");
    }

    // IAM simulates users and roles; a session of a role is simulated as its role, whose ARN may have a path that the session's lacks.
    private static async Task<Fact<string>> PrincipalAsync(AwsSession aws, CallerIdentity caller, CancellationToken cancellationToken)
    {
        if (caller.Arn.Split(":assumed-role/") is not [_, var session])
        {
            return Fact.Known(caller.Arn);
        }

        var name = session.Split('/')[0];
        var role = await Kinds.Ask.Fact(
            () => aws.Iam.GetRoleAsync(new() { RoleName = name }, cancellationToken), $"role {name}", "iam:GetRole");
        return !role.IsKnown ? Fact.Unknown<string>(role.Reason!)
            : role.Value is { } found ? Fact.Known(found.Role.Arn)
            : Fact.Unknown<string>(new InvalidDataException($"IAM has no role {name}."));
    }
}
