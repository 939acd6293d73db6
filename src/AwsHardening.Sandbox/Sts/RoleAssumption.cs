using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AwsHardening.Sandbox.Authorization;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Iam;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Sts;

/// <summary>AssumeRole: the role's trust and the caller's own policies decide (AWS STS API Reference: AssumeRole).</summary>
internal sealed partial class RoleAssumption(SandboxAccount account)
{
    private const int UsualSeconds = 3_600;
    private const int MaxSeconds = 43_200;
    private const int MaxChainedSeconds = 3_600;

    public JsonObject Assume(JsonObject input, Principal caller, CallContext context)
    {
        var (roleArn, session) = (input.Text("RoleArn") ?? "", input.Text("RoleSessionName") ?? "");
        var name = RoleArn().Match(roleArn);
        if (!name.Success)
        {
            throw StsErrors.Invalid($"{roleArn} is invalid");
        }

        if (!SessionName().IsMatch(session))
        {
            throw StsErrors.Invalid(session, "roleSessionName", @"Member must satisfy regular expression pattern: [\w+=,.@-]*, with length between 2 and 64");
        }

        var seconds = StsErrors.Duration(input, UsualSeconds, MaxSeconds);
        if (caller.IsRoot)
        {
            throw StsErrors.Denied("Roles may not be assumed by root accounts.");
        }

        var carried = SessionTags.Of(input, caller);
        var keys = CallerKeys.Of(account, caller, context.Region);
        var shown = MfaProof.Take(account, caller, input);
        if (shown is not null)
        {
            CallerKeys.SetMfa(keys, shown, account.Clock.GetUtcNow());
        }

        carried.AddTo(keys);
        keys.Set("sts:ExternalId", input.Text("ExternalId"));
        keys.Set("sts:RoleSessionName", session);
        var home = account.Find(name.Groups["account"].Value) is { IsSuspended: false } open ? open : null;
        var role = home?.Service<IamService>().State.Roles.Values.FirstOrDefault(role => role.Arn == roleArn && !home.Service<IamService>().IsNew(role.Created));
        foreach (var action in carried.Actions.Prepend("sts:AssumeRole"))
        {
            if (role is null || !May(action, role, home!, caller, keys))
            {
                throw StsErrors.NotAuthorized(caller, action, roleArn);
            }
        }

        CheckDuration(seconds, role!, caller);
        var id = $"{role!.Id}:{session}";
        var arn = $"arn:{account.Partition.Name}:sts::{home!.AccountId}:assumed-role/{role.Name}/{session}";
        var policies = SessionPolicies.Of(input, home.Service<IamService>().State);
        var credentials = StsService.Issue(home, new Principal("", arn, id, home.AccountId), new StsSession("", default, default)
        {
            RoleArn = role.Arn,
            Policies = policies?.Documents,
            Tags = carried.Tags,
            TransitiveTagKeys = carried.TransitiveKeys,
            SourceIdentity = carried.SourceIdentity,
        }, seconds);
        return Json.Of(
            ("Credentials", credentials), ("AssumedRoleUser", Json.Of(("AssumedRoleId", id), ("Arn", arn))),
            ("PackedPolicySize", policies?.PackedPercent), ("SourceIdentity", carried.SourceIdentity));
    }

    private bool May(string action, Role role, SandboxAccount home, Principal caller, ConditionKeys keys)
    {
        var policies = CallerPolicies.Of(account, caller, home.AccountId) with { Resource = role.TrustPolicy, ResourceDecides = true };
        return PolicyEvaluation.Decide(policies, new PolicyRequest(action, role.Arn, keys)).Allows;
    }

    private static void CheckDuration(int seconds, Role role, Principal caller)
    {
        if (caller.IsRoleSession && seconds > MaxChainedSeconds)
        {
            throw StsErrors.Invalid("The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining");
        }

        if (seconds > role.MaxSessionDuration)
        {
            throw StsErrors.Invalid("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
        }
    }

    [GeneratedRegex(@"^arn:aws[a-z-]*:iam::(?<account>\d{12}):role/(?<path>[\w+=,.@/-]+)$")]
    private static partial Regex RoleArn();

    [GeneratedRegex(@"^[\w+=,.@-]{2,64}$")]
    private static partial Regex SessionName();
}
