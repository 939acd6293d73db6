using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Seam;

namespace AwsHardening.Core.Audit.Alarms;

/// <summary>The trail that alarms stand on: one there is, the nearest to what they need.</summary>
internal static class AlarmTrail
{
    /// <summary>The trail of the name, else the one that serves best; null where there is none.</summary>
    /// <exception cref="Reading.UnreadFactException">The trails could not be read.</exception>
    public static async Task<JsonObject?> FindAsync(AwsSession session, string? name, CancellationToken cancellationToken)
    {
        // A trail of all Regions shows in each of them, and an organization's in each of its accounts.
        var answer = await AuditReads.ReadAsync(session, "cloudtrail", "DescribeTrails", new() { ["includeShadowTrails"] = true }, cancellationToken);
        List<JsonObject> trails = [];
        foreach (var seen in (answer["trailList"] as JsonArray ?? []).OfType<JsonObject>())
        {
            session.SeenIds[$"trail:{seen["Name"]}"] = $"trail of {seen["HomeRegion"]}";
        }

        foreach (var described in (answer["trailList"] as JsonArray ?? []).OfType<JsonObject>()
            .Where(trail => name is null || (string?)trail["Name"] == name || (string?)trail["TrailARN"] == name))
        {
            trails.Add(await TrailKind.ReadAsync(session, described, cancellationToken));
        }

        return trails.OrderByDescending(trail => (bool?)trail["IsMultiRegionTrail"] == true && (bool?)trail[TrailKind.IsLogging] == true)
            .ThenByDescending(trail => AlarmScene.GroupOf(trail) is not null).ThenByDescending(TrailChoice.Rank)
            .ThenBy(trail => (string?)trail["TrailARN"], StringComparer.Ordinal).FirstOrDefault();
    }

    /// <summary>Why alarms cannot stand on a trail; null where they can.</summary>
    public static OperationError? Refusal(JsonObject? trail, string? name, string accountId, AwsSession session)
    {
        if (trail is null)
        {
            return AlarmErrors.NoTrail(name, session.Region);
        }

        var (called, home) = ((string)trail["Name"]!, (string)trail["HomeRegion"]!);
        var logs = AccountOf((string?)trail["CloudWatchLogsLogGroupArn"]);
        var owner = AccountOf((string?)trail["TrailARN"]);
        return logs is not null && logs != accountId ? AlarmErrors.LogsElsewhere(called, logs)
            : logs is null && owner is not null && owner != accountId ? AlarmErrors.OrganizationTrail(called, owner)
            : (bool?)trail["IsMultiRegionTrail"] != true ? AlarmErrors.OneRegion(called)
            : !session.Reaches(home) ? AlarmErrors.HomeNotReached(called, home, session.Region)
            : null;
    }

    private static string? AccountOf(string? arn) => arn?.Split(':') is [_, _, _, _, var account, ..] ? account : null;
}
