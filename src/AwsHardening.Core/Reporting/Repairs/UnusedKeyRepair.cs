using AwsHardening.Core.Identity.Keys;

namespace AwsHardening.Core.Reporting.Repairs;

/// <summary>
/// Makes access keys inactive that nobody used for some days, so that they can be made active again. When each was used is asked anew:
/// the credential report may be hours old.
/// </summary>
/// <param name="days">The days.</param>
internal sealed class UnusedKeyRepair(int days) : Repair
{
    private readonly int _days = days;

    public override string? WhenNothing => "no key of it is active that nobody used for so long; the credential report, which says otherwise, is up to four hours old.";

    public override async Task PlanAsync(RepairScene scene, IReadOnlyList<RepairCase> cases)
    {
        foreach (var user in cases.GroupBy(one => one.Id))
        {
            if (user.First().Finding.ResourceArn == scene.Caller.Arn)
            {
                await scene.LeaveAsync(user.First(), "you are calling as this user.", "Assume a role, or connect as another user, and repair again.");
                continue;
            }

            var least = user.Min(one => one.By<UnusedKeyRepair>()._days);
            List<string> unused = [];
            foreach (var key in await UserKeys.ReadAsync(scene.Aws, user.Key, scene.CancellationToken))
            {
                var since = await UserKeys.LastUsedAsync(scene.Aws, key.Id, scene.CancellationToken) ?? key.CreatedAt;
                if (key.IsActive && since is { } then && (scene.Aws.AccountClock.GetUtcNow() - then).TotalDays >= least)
                {
                    unused.Add(key.Id);
                }
            }

            var header = scene.Header(AuditRegion.Everywhere, AccessKeyKind.Type, user.Key, user.Key, $"Makes access keys of {user.Key} inactive that nobody used for {least} days.");
            scene.Add($"Make inactive: {string.Join(", ", unused)}", unused.Count == 0 ? null : AccessKeyChanges.Deactivate(header, unused));
        }
    }
}
