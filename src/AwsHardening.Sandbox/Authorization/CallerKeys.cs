using System.Globalization;
using AwsHardening.Sandbox.CloudTrail;
using AwsHardening.Sandbox.Iam;
using AwsHardening.Sandbox.Sts;

namespace AwsHardening.Sandbox.Authorization;

/// <summary>What every request says of its caller (IAM User Guide: AWS global condition context keys).</summary>
internal static class CallerKeys
{
    public static ConditionKeys Of(SandboxAccount account, Principal caller, string region)
    {
        var now = account.Clock.GetUtcNow();
        var keys = new ConditionKeys();
        keys.Set("aws:PrincipalArn", caller.IdentityArn);
        keys.Set("aws:PrincipalAccount", caller.AccountId);
        keys.Set("aws:PrincipalType", caller.IsRoot ? "Account" : caller.IsRoleSession ? "AssumedRole" : "User");
        keys.Set("aws:PrincipalOrgID", account.Organization?.Id);
        keys.Set("aws:userid", caller.UserId);
        keys.Set("aws:username", caller.IsRoot || caller.IsRoleSession ? null : caller.Arn.Split('/')[^1]);
        keys.Set("aws:SourceIp", EventRecord.SourceAddress);
        // The account stands for endpoints that speak TLS, also where it is served on a loopback port.
        keys.Set("aws:SecureTransport", "true");
        keys.Set("aws:CurrentTime", now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        keys.Set("aws:EpochTime", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        keys.Set("aws:RequestedRegion", region);
        AddTags(keys, account, caller);
        if (caller.Session is { } session)
        {
            keys.Set("aws:TokenIssueTime", session.Issued.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
            keys.Set("aws:SourceIdentity", session.SourceIdentity);
            SetMfa(keys, session.MfaAt, now);
        }

        return keys;
    }

    /// <summary>Temporary credentials say whether a code was shown; long-term ones have neither key.</summary>
    public static void SetMfa(ConditionKeys keys, DateTimeOffset? shown, DateTimeOffset now)
    {
        keys.Set("aws:MultiFactorAuthPresent", shown is null ? "false" : "true");
        keys.Set("aws:MultiFactorAuthAge", shown is { } at ? ((long)(now - at).TotalSeconds).ToString(CultureInfo.InvariantCulture) : null);
    }

    private static void AddTags(ConditionKeys keys, SandboxAccount account, Principal caller)
    {
        var identity = account.Find(caller.AccountId) is { } home ? CallerPolicies.Identity(home.Service<IamService>().State, caller) : null;
        foreach (var (key, value) in identity?.Tags.All ?? new Dictionary<string, string>())
        {
            keys.Set($"aws:PrincipalTag/{key}", value);
        }

        // A session's own tags go before those of its role.
        foreach (var (key, value) in caller.Session?.Tags ?? new Dictionary<string, string>())
        {
            keys.Set($"aws:PrincipalTag/{key}", value);
        }
    }
}
