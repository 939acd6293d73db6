using AwsHardening.Sandbox.Sts;

namespace AwsHardening.Sandbox.Iam;

/// <summary>All policies that a request meets.</summary>
internal sealed record PolicySet
{
    public required Principal Caller { get; init; }

    /// <summary>The caller's own; null for one that no policy of its own limits: the root user.</summary>
    public IReadOnlyList<string>? Identity { get; init; }

    public IReadOnlyList<string>? Boundary { get; init; }

    public IReadOnlyList<string>? Session { get; init; }

    /// <summary>The resource's own; null for a resource that has none.</summary>
    public string? Resource { get; init; }

    /// <summary>True where the resource's policy must let the caller in, whatever its account says: keys and roles.</summary>
    public bool ResourceDecides { get; init; }

    public required string ResourceAccount { get; init; }
}

/// <summary>What comes of it.</summary>
/// <param name="Decision">As the policy simulator says it.</param>
/// <param name="Because">What AWS's messages say of it, such as <c>no identity-based policy allows the … action</c>.</param>
internal readonly record struct Verdict(string Decision, string Because)
{
    public bool Allows => Decision == PolicyJudge.Allowed;
}

/// <summary>
/// Puts the kinds of policies together (IAM User Guide: Policy evaluation logic; Determining whether a request is allowed or
/// denied within an account; Cross-account policy evaluation logic; Permissions boundaries for IAM entities; Session policies).
/// </summary>
internal static class PolicyEvaluation
{
    private static readonly Verdict s_allowed = new(PolicyJudge.Allowed, "");

    public static Verdict Decide(PolicySet policies, PolicyRequest request)
    {
        PolicyOutcome Own(IReadOnlyList<string>? documents) => documents is null
            ? new PolicyOutcome(PolicyJudge.Allowed, Naming.Itself) : PolicyJudge.Weigh(documents, request, caller: null);

        var (identity, boundary, session) = (Own(policies.Identity), Own(policies.Boundary), Own(policies.Session));
        var resource = policies.Resource is null
            ? new PolicyOutcome(PolicyJudge.ImplicitDeny, Naming.No) : PolicyJudge.Weigh([policies.Resource], request, policies.Caller);
        foreach (var (kind, outcome) in new[]
            { ("a resource-based policy", resource), ("an identity-based policy", identity), ("a permissions boundary", boundary), ("a session policy", session) })
        {
            if (outcome.Denies)
            {
                return new Verdict(PolicyJudge.ExplicitDeny, $"with an explicit deny in {kind}");
            }
        }

        Verdict Missing(string kind) => new(PolicyJudge.ImplicitDeny, $"because no {kind} policy allows the {request.Action} action");
        var within = !boundary.Allows
            ? new Verdict(PolicyJudge.ImplicitDeny, $"because no permissions boundary allows the {request.Action} action")
            : session.Allows ? s_allowed : Missing("session");
        var own = identity.Allows ? within : Missing("identity-based");
        if (policies.Caller.AccountId != policies.ResourceAccount)
        {
            // Two accounts: both sides must allow.
            return resource.Allows ? own : own.Allows ? Missing("resource-based") : own;
        }

        return resource.Naming switch
        {
            Naming.Itself => s_allowed,
            Naming.Role or Naming.Everybody => within,
            Naming.No when policies.ResourceDecides => Missing("resource-based"),
            _ => own,
        };
    }
}
