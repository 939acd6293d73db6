using AwsHardening.Sandbox.Iam;
using AwsHardening.Sandbox.Sts;

namespace AwsHardening.Sandbox.Authorization;

/// <summary>The policies that a caller brings along.</summary>
internal static class CallerPolicies
{
    /// <summary>Collects them.</summary>
    /// <param name="account">An account of the caller's organization.</param>
    /// <param name="caller">Who calls.</param>
    /// <param name="resourceAccount">Whose the resource is that is asked for.</param>
    public static PolicySet Of(SandboxAccount account, Principal caller, string resourceAccount)
    {
        var policies = new PolicySet { Caller = caller, ResourceAccount = resourceAccount, Session = caller.Session?.Policies };
        if (caller.IsRoot || account.Find(caller.AccountId)?.Service<IamService>().State is not { } iam)
        {
            return policies;
        }

        if (Identity(iam, caller) is { } identity)
        {
            return policies with
            {
                Identity = [.. identity.Documents],
                Boundary = identity.BoundaryArn is { } boundary ? [iam.Policy(boundary).Default.Document] : null,
            };
        }

        // Whom a test registered without a user acts as if it were the owner; a session whose role is gone may do nothing.
        return caller.Session is null && !iam.Issued.Contains(caller.AccessKeyId) ? policies : policies with { Identity = [] };
    }

    /// <summary>The user or role behind a caller; null where it is gone, whether or not another one has its name by now.</summary>
    public static Identity? Identity(IamState iam, Principal caller) => caller.Session?.RoleArn is { } role
        ? iam.Roles.Values.FirstOrDefault(candidate => candidate.Arn == role && caller.UserId.StartsWith(candidate.Id + ":", StringComparison.Ordinal))
        : iam.Users.Values.FirstOrDefault(user => user.Arn == caller.Arn);
}
