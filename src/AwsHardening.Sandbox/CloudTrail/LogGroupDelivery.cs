using AwsHardening.Sandbox.Iam;
using AwsHardening.Sandbox.Logs;

namespace AwsHardening.Sandbox.CloudTrail;

/// <summary>
/// Brings events to the log groups of trails, as a role that CloudTrail assumes (CloudTrail User Guide: Sending events to CloudWatch
/// Logs; Role policy document for CloudTrail to use CloudWatch Logs for monitoring).
/// </summary>
internal sealed class LogGroupDelivery(SandboxAccount account)
{
    /// <exception cref="AwsErrorException">There is no such group, or the role may not write into it.</exception>
    public void Check(Trail trail, string groupArn, string? roleArn)
    {
        if (Group(groupArn) is null)
        {
            throw CloudTrailErrors.LogGroup(groupArn);
        }

        if (Refusal(trail, groupArn, roleArn, trail.HomeRegion) is not null)
        {
            throw CloudTrailErrors.Role(roleArn);
        }
    }

    /// <summary>Writes the events of a Region into the trail's group, where it has one.</summary>
    public void Deliver(Trail trail, string region, IReadOnlyList<TrailEvent> events, DateTimeOffset now)
    {
        if (string.IsNullOrEmpty(trail.LogGroupArn) || events.Count == 0)
        {
            return;
        }

        trail.LogsError = Group(trail.LogGroupArn) is null
            ? "The specified log group does not exist." : Refusal(trail, trail.LogGroupArn, trail.RoleArn, region);
        if (trail.LogsError is not null)
        {
            return;
        }

        var (state, group) = Group(trail.LogGroupArn)!.Value;
        var name = StreamName(region);
        var stream = group.Streams.GetValueOrDefault(name) ?? state.AddStream(group, name);
        // An event's time in the log is that of its delivery; its own stands in it.
        state.Add(group, stream, [.. events.Select(seen => (now.ToUnixTimeMilliseconds(), seen.Record.ToJsonString()))]);
        trail.LogsDelivered = now;
    }

    private string StreamName(string region) => $"{account.AccountId}_CloudTrail_{region}";

    private (LogsState State, LogGroup Group)? Group(string arn) => arn.Split(':') is [_, _, "logs", var region, var owner, "log-group", var name, ..]
        && owner == account.AccountId && account.Service<LogsService>().Regions[region] is var state && state.Groups.TryGetValue(name, out var group)
            ? (state, group) : null;

    // The role must trust CloudTrail, and must be let to make the stream and to write into it.
    private string? Refusal(Trail trail, string groupArn, string? roleArn, string region)
    {
        const string Denied = "Access denied. Verify in IAM that the role has adequate permissions.";
        if (account.Service<IamService>().State.Roles.Values.FirstOrDefault(role => role.Arn == roleArn) is not { } role)
        {
            return Denied;
        }

        var keys = new ConditionKeys();
        keys.Set("aws:SourceArn", trail.Arn);
        keys.Set("aws:SourceAccount", account.AccountId);
        if (!PolicyJudge.AllowsService(role.TrustPolicy, LogDelivery.Principal, "sts:AssumeRole", role.Arn, keys))
        {
            return "Access denied. Check the trust relationships for your role.";
        }

        var stream = $"{(groupArn.EndsWith(":*", StringComparison.Ordinal) ? groupArn[..^2] : groupArn)}:log-stream:{StreamName(region)}";
        return Array.TrueForAll(["logs:CreateLogStream", "logs:PutLogEvents"], action => PolicyJudge.Allows(role.Documents, action, stream)) ? null : Denied;
    }
}
