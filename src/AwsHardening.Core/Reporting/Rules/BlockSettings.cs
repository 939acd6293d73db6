namespace AwsHardening.Core.Reporting.Rules;

/// <summary>The four settings of a public access block.</summary>
internal static class BlockSettings
{
    public static readonly string[] All = ["BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"];

    /// <summary>Those that are off.</summary>
    public static string[] Off(Func<string, bool> isOn) => [.. All.Where(name => !isOn(name))];

    /// <summary>True where a setting is on for a bucket, by its own block or by the account's.</summary>
    public static bool IsOn(AuditResource bucket, AuditPlace place, string name) =>
        place.All(FactTypes.AccountBlock).Any(block => block[name].Flag == true) || bucket[$"PublicAccessBlockConfiguration.{name}"].Flag == true;
}
