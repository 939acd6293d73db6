using System.Runtime.CompilerServices;
using AwsHardening.Core.Access.Kinds;
using AwsHardening.Core.Changes;

namespace AwsHardening.Core.Audit.Alarms;

/// <summary>Has a trail deliver to CloudWatch Logs where it does not: a log group, a role that may write to it and nothing else, the trail.</summary>
internal sealed class LogDelivery(AlarmScene scene, AlarmSteps steps)
{
    public async IAsyncEnumerable<SecurityAlarmItem> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (home, account, trail) = (scene.Home, scene.Caller.AccountId, scene.Trail!);
        var name = (string)trail["Name"]!;
        var groupArn = $"arn:{scene.Partition}:logs:{home.Region}:{account}:log-group:{scene.Group}";
        var group = steps.Header(LogGroupKind.Type, scene.Group, scene.Group, $"Makes a log group for the events of trail {name}.", home.Region)
            with { Cost = "CloudWatch Logs costs by the gigabyte that is delivered, and by what is kept." };
        yield return await steps.OneAsync(null, group, async () =>
        {
            var present = await LogGroupKind.ReadAsync(home, scene.Group, cancellationToken);
            // One that is there keeps its own retention and key.
            return present[LogGroupKind.Name] is null
                ? (LogGroupKind.Write(scene.Group, present, scene.Options.RetentionInDays, key: null)?.Build(group), false) : (null, true);
        }, $"kept for {scene.Options.RetentionInDays} days", cancellationToken);

        var role = steps.Header(RoleKind.Type, AlarmPolicies.RoleName, AlarmPolicies.RoleName, "Makes the role that CloudTrail writes events to CloudWatch Logs with.", home.Region);
        yield return await steps.OneAsync(null, role, async () => (await new RoleKind().ReadAsync(home, role, cancellationToken))[RoleKind.Trust] is null
            ? (RoleKind.Make(AlarmPolicies.RoleName, "cloudtrail.amazonaws.com").Build(role), false) : (null, true), null, cancellationToken);

        var policy = steps.Header(
            RolePolicyKind.Type, RolePolicyKind.IdOf(AlarmPolicies.RoleName, AlarmPolicies.RolePolicyName), AlarmPolicies.RoleName,
            $"Lets role {AlarmPolicies.RoleName} write events to log group {scene.Group}, and nothing else.", home.Region);
        yield return await steps.OneAsync(null, policy, async () =>
        {
            var present = (await RolePolicyKind.ReadAsync(home, AlarmPolicies.RoleName, AlarmPolicies.RolePolicyName, cancellationToken))[RolePolicyKind.Document];
            return (RolePolicyKind.Write(AlarmPolicies.RoleName, AlarmPolicies.RolePolicyName, present, AlarmPolicies.Writer(groupArn, account, home.Region))?.Build(policy), present is not null);
        }, null, cancellationToken);

        var delivering = steps.Header(TrailKind.Type, name, name, $"Has trail {name} deliver to log group {scene.Group}.", home.Region);
        yield return await steps.MakeAsync(
            null, delivering, TrailPlanner.Deliver(delivering, trail, $"{groupArn}:*", $"arn:{scene.Partition}:iam::{account}:role/{AlarmPolicies.RoleName}"),
            existed: true, $"to {scene.Group}", cancellationToken);
    }
}
