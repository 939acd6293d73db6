using AwsHardening.Sandbox.Iam;
using AwsHardening.Sandbox.Sts;

namespace AwsHardening.Sandbox.Authorization;

/// <summary>Asks the policies of a caller, and of what it calls for, before a call takes effect.</summary>
internal static class Authorizer
{
    // What needs no leave, and what asks a role's own trust.
    private static readonly HashSet<string> s_free = new(StringComparer.Ordinal)
        { "sts:GetCallerIdentity", "sts:GetSessionToken", "sts:AssumeRole" };

    /// <exception cref="AwsErrorException">The caller may not, in the words of the service.</exception>
    public static void Authorize(IncomingCall incoming, SandboxAccount account, Principal caller)
    {
        CheckSession(incoming, caller);
        // Whoever rehearses on a copy stands in for somebody of the real account: the copy's policies do not know it.
        if (account.Snapshot is not null && caller.Arn == account.Principals.Default.Arn && caller.Session is null)
        {
            return;
        }

        var call = new AskedCall(
            account, caller, incoming.Handler.Service, incoming.Operation, incoming.Input, incoming.Context.Region);
        if (s_free.Contains(call.Action))
        {
            return;
        }

        var own = CallerPolicies.Of(account, caller, account.AccountId);
        var keys = CallerKeys.Of(account, caller, call.Region);
        RequestKeys.Add(keys, call);
        foreach (var target in CallTargets.Of(call))
        {
            var policies = own with { Resource = target.Policy, ResourceDecides = target.PolicyDecides && !target.Granted };
            var verdict = PolicyEvaluation.Decide(policies, new PolicyRequest(target.Action, target.Resource, keys));
            if (!verdict.Allows && !(target.Granted && verdict.Decision == PolicyJudge.ImplicitDeny))
            {
                throw Denied(incoming, caller, target, verdict, sameOrganization: account.Find(caller.AccountId) is not null);
            }
        }
    }

    // IAM User Guide: Compare AWS STS credentials; GetSessionToken: permissions.
    private static void CheckSession(IncomingCall incoming, Principal caller)
    {
        if (caller.Session is not { RoleArn: null } session)
        {
            return;
        }

        if (incoming.Handler.Service == "iam" && session.MfaAt is null)
        {
            throw CallerErrors.InvalidKey("query");
        }
    }

    private static AwsErrorException Denied(
        IncomingCall incoming, Principal caller, CallTarget target, Verdict verdict, bool sameOrganization) => incoming.Handler.Service switch
    {
        "organizations" => new AwsErrorException("AccessDeniedException", "You don't have permissions to access this resource."),
        "s3" when !sameOrganization => S3.S3Errors.AccessDenied(),
        "s3" => CallerErrors.AccessDenied(
            incoming.Protocol, caller.Arn, target.Action, target.Resource.EndsWith(":::*", StringComparison.Ordinal) ? "*" : $"\"{target.Resource}\"",
            verdict.Because),
        _ => CallerErrors.AccessDenied(incoming.Protocol, caller.Arn, target.Action, target.Resource, verdict.Because),
    };
}
