namespace AwsHardening.Core.Reporting.Rules;

/// <summary>What rules ask of a distribution's configuration.</summary>
internal static class DistributionFacts
{
    public static IEnumerable<AuditValue> Origins(AuditResource distribution) => distribution["Config.Origins.Items"].Items;

    /// <summary>True for a bucket itself; one that is a website is a custom origin.</summary>
    public static bool IsBucket(AuditValue origin) => origin["S3OriginConfig"].Exists;

    /// <summary>The default cache behavior and the others, and where they stand.</summary>
    public static IEnumerable<(string Path, AuditValue Behavior)> Behaviors(AuditResource distribution) => distribution["Config.CacheBehaviors.Items"].Items
        .Select(one => ($"Config.CacheBehaviors {one["PathPattern"]}", one)).Prepend(("Config.DefaultCacheBehavior", distribution["Config.DefaultCacheBehavior"]));
}
