using System.Globalization;
using System.Text.Json.Nodes;

namespace AwsHardening.Core.Account.Snapshots;

/// <summary>Reads what users sign in with: that there is a password, which keys and MFA devices there are. No secret is ever asked for.</summary>
internal static class SnapshotSignIns
{
    private const string Used = "LastUsedDate";

    private static readonly SnapshotList s_groups = SnapshotIdentities.List("ListGroupsForUser", "Groups");
    private static readonly SnapshotList s_keys = SnapshotIdentities.List("ListAccessKeys", "AccessKeyMetadata");
    private static readonly SnapshotList s_devices = SnapshotIdentities.List("ListMFADevices", "MFADevices");

    public static async Task ReadAsync(SnapshotPart user)
    {
        var name = ("UserName", user.Id);
        user.Set("PasswordLastUsed", Day(user.Data["PasswordLastUsed"]));
        // Groups have lines of their own.
        user.Set("Groups", new JsonArray([.. (await user.ListAsync(s_groups, name) ?? []).Select(group => group!["GroupName"]?.DeepClone())]));
        user.Set("LoginProfile", Only((await user.AskAsync("GetLoginProfile", name))?["LoginProfile"], "CreateDate", "PasswordResetRequired"));
        user.Set("MFADevices", new JsonArray([.. (await user.ListAsync(s_devices, name) ?? [])
            .Select(device => Only(device, "SerialNumber", "EnableDate"))]));
        var keys = new JsonArray();
        foreach (var key in await user.ListAsync(s_keys, name) ?? [])
        {
            var kept = Only(key, "AccessKeyId", "Status", "CreateDate")!;
            var answer = await user.AskAsync("GetAccessKeyLastUsed", ("AccessKeyId", (string)key!["AccessKeyId"]!));
            if (Day(answer?["AccessKeyLastUsed"]?[Used]) is { } day)
            {
                kept[Used] = day;
            }

            keys.Add((JsonNode)kept);
        }

        user.Set("AccessKeys", keys);
    }

    private static JsonObject? Only(JsonNode? all, params string[] members) => all is null ? null : new JsonObject(members
        .Where(member => all[member] is not null).Select(member => KeyValuePair.Create(member, (JsonNode?)all[member]!.DeepClone())));

    // The making of a snapshot is itself a use; of the day it says no more than is known anyway.
    private static JsonValue? Day(JsonNode? time) => time is null ? null : JsonValue.Create(
        DateTimeOffset.Parse((string)time!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).UtcDateTime.Date
            .ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
}
