using Amazon;
using AwsHardening.Core.Changes.Journals;
using AwsHardening.Core.Identity.Profiles;
using AwsHardening.Sandbox;

namespace AwsHardening.Core.Account;

/// <summary>What tab completion offers, from memory and local files: never from the network.</summary>
public static class Completions
{
    /// <summary>Every Region name the SDK knows.</summary>
    public static IReadOnlyList<string> RegionNames() =>
        [.. RegionEndpoint.EnumerableAllRegions.Select(r => r.SystemName).Order(StringComparer.Ordinal)];

    /// <summary>The profiles of the shared config and credentials files.</summary>
    public static IReadOnlyList<string> ProfileNames() =>
        [.. ProfileSet.Load().Names];

    /// <summary>What profiles say of one setting, each value once, with the profile that says it first.</summary>
    /// <param name="setting">The setting, such as <c>role_arn</c>; none that is secret is told.</param>
    public static IReadOnlyDictionary<string, string> ProfileValues(string setting)
    {
        if (setting is not ("role_arn" or "mfa_serial"))
        {
            throw new ArgumentException($"'{setting}' is not told.", nameof(setting));
        }

        var profiles = ProfileSet.Load();
        return profiles.Names
            .Select(name => (Name: name, Value: profiles.Find(name)!.GetValueOrDefault(setting)))
            .Where(pair => pair.Value is not null)
            .DistinctBy(pair => pair.Value)
            .ToDictionary(pair => pair.Value!, pair => pair.Name);
    }

    /// <summary>The templates of the embedded account.</summary>
    public static IReadOnlyList<string> SandboxTemplates() => [.. AwsHardening.Sandbox.Templates.SandboxTemplates.All.Select(t => t.Name)];

    /// <summary>Ids that this session has read so far, with a name to show: groups (<c>sg-</c>), rules (<c>sgr-</c>), VPCs (<c>vpc-</c>).</summary>
    /// <param name="session">The session.</param>
    /// <param name="prefix">The id's prefix, such as <c>sg-</c>.</param>
    public static IReadOnlyDictionary<string, string> SeenIds(HardeningSession session, string prefix) =>
        AwsSession.Of(session).SeenIds
            .Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal))
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .ToDictionary(pair => pair.Key, pair => pair.Value);

    /// <summary>The ids of journaled changes, newest first, with a line to show.</summary>
    /// <param name="session">The session whose journal is meant; null for the user's own.</param>
    public static IReadOnlyDictionary<string, string> ChangeIds(HardeningSession? session) =>
        JournalInForce.Remembered(session).Changes.Reverse().DistinctBy(c => c.Change.Id)
            .ToDictionary(c => c.Change.Id, c => $"{c.Status} {c.Change.ResourceId} {c.Change.Why}");

    /// <summary>The rules of the audit: id to title.</summary>
    public static IEnumerable<KeyValuePair<string, string>> AuditRules() =>
        Reporting.RuleCatalog.All.Select(rule => KeyValuePair.Create(rule.Info.Id, rule.Info.Title));

    /// <summary>The rules whose findings can be repaired: id to title.</summary>
    public static IEnumerable<KeyValuePair<string, string>> RepairableRules() => Reporting.RuleCatalog.All
        .Where(rule => rule.Info.Repair is not null).Select(rule => KeyValuePair.Create(rule.Info.Id, rule.Info.Title));

    /// <summary>The security alarms that the module knows: name to title.</summary>
    public static IEnumerable<KeyValuePair<string, string>> SecurityAlarms() =>
        Audit.Alarms.SecurityAlarmCatalog.All.Select(alarm => KeyValuePair.Create(alarm.Name, alarm.Title));

    /// <summary>The services that the audit has rules for.</summary>
    public static IEnumerable<string> AuditServices() =>
        Reporting.RuleCatalog.All.Select(rule => rule.Info.Service).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    /// <summary>The benchmarks of the audit's rules, then their controls: id to title.</summary>
    public static IEnumerable<KeyValuePair<string, string>> AuditCompliance()
    {
        var controls = Reporting.RuleCatalog.All.SelectMany(rule => rule.Info.Compliance.Select(id => KeyValuePair.Create(id, rule.Info.Title))).DistinctBy(one => one.Key)
            .OrderBy(one => one.Key, StringComparer.Ordinal).ToArray();
        return controls.Select(one => one.Key.Split('/')[0]).Distinct(StringComparer.Ordinal).Select(name => KeyValuePair.Create(name, $"all controls of {name}")).Concat(controls);
    }
}
